package io.nanobot.channel.dingtalk;

import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who has asked what a card answers.
 *
 * @param staffId empty if it is not known
 * @param aliases the other IDs by which the host may know them; a click tells none
 */
record Asker(String staffId, List<Identity> aliases) {
  Asker {
    aliases = List.copyOf(aliases);
  }

  /** By the reply hints of a question. */
  static Asker of(Map<String, String> hints) {
    List<Identity> aliases =
        Stream.of(
                alias(hints, DingTalkMessages.SENDER_ID, DingTalkChannelFactory.SENDER_ID.name()),
                alias(hints, DingTalkMessages.UNION_ID, DingTalkChannelFactory.UNION_ID.name()))
            .flatMap(Optional::stream)
            .toList();
    return new Asker(hints.getOrDefault(DingTalkMessages.STAFF_ID, ""), aliases);
  }

  private static Optional<Identity> alias(Map<String, String> hints, String hint, String scheme) {
    return Optional.ofNullable(hints.get(hint)).map(id -> new Identity(scheme, id));
  }

  boolean is(String person) {
    return !person.isEmpty() && person.equals(staffId);
  }

  Sender sender() {
    Identity identity = new Identity(DingTalkChannelFactory.STAFF_ID.name(), staffId);
    return new Sender(identity, aliases, "");
  }
}
