package io.nanobot.api.channel;

import java.util.List;

/**
 * What a platform said when it accepted a message.
 *
 * @param messageIds the platform's IDs of what was sent, one for each part; empty if the platform
 *     gives none
 */
public record Receipt(List<String> messageIds) {
  /** Copies the list. */
  public Receipt {
    messageIds = List.copyOf(messageIds);
  }

  /**
   * A receipt of a platform that gives no IDs.
   *
   * @return a receipt without IDs
   */
  public static Receipt withoutId() {
    return new Receipt(List.of());
  }
}
