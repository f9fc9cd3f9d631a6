package io.nanobot.channel.dingtalk;

import io.nanobot.api.channel.Receipt;
import java.util.List;

/**
 * A message that DingTalk has taken.
 *
 * @param ids by which its parts are recalled and quoted, one for each; empty where DingTalk gave
 *     none
 */
record Taken(List<String> ids) {
  Taken {
    ids = List.copyOf(ids);
  }

  /** Those that DingTalk gave. */
  List<String> knownIds() {
    return ids.stream().filter(id -> !id.isEmpty()).toList();
  }

  /** Without IDs if one is missing: not all of the message could be taken back. */
  Receipt receipt() {
    return ids.contains("") ? Receipt.withoutId() : new Receipt(ids);
  }
}
