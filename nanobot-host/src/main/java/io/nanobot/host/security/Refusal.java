package io.nanobot.host.security;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.SimpleJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the operator reads about a sender who was refused: who it was, and how to let them in. */
record Refusal(String channel, AccessPolicy policy, InboundMessage message, Decision decision) {
  /** A longer list is not worth repeating in a log line. */
  private static final int LISTED_IN_FULL = 10;

  /** In characters. No platform has IDs of that length, so a longer one is no use in a list. */
  private static final int LONGEST_ENTRY = 256;

  private static final String ANY_REASON = "an outside contact, or the app is not published";

  /** One line. */
  String sentence() {
    return "Access denied for sender %s on channel %s (%s, name %s%s). %s"
        .formatted(
            Printable.text(sender().identity().value()),
            channel,
            kind(),
            quoted(sender().displayName()),
            place(),
            remedy());
  }

  private String remedy() {
    return switch (decision) {
      case NOT_LISTED, NOT_LISTED_IN_GROUP, UNKNOWN_IDENTITY ->
          entry().length() > LONGEST_ENTRY ? "Their ID is too long to be listed" : listing();
      case UNPAIRED ->
          inGroup()
              ? "They can pair: whoever writes to the bot in a direct conversation gets a code"
              : "They can pair: nanobot pairing list shows their code";
      case DIRECT_DISABLED, GROUPS_DISABLED, GROUP_DISABLED ->
          "Nobody is admitted there: %s".formatted(decision.rule());
      default -> throw new IllegalStateException(decision + " is no refusal");
    };
  }

  private String listing() {
    return switch (decision) {
      case NOT_LISTED ->
          "Add them to allowFrom list in config to grant access: "
              + json(policy.config().allowFrom(), entry());
      case NOT_LISTED_IN_GROUP ->
          "The group has a list of its own; add them there to grant access: %s"
              .formatted(quote(entry()));
      case UNKNOWN_IDENTITY ->
          "The platform gave no %s for them (%s). Add the ID with its kind to admit them all the same: %s"
              .formatted(
                  policy.schemes().primary().label(),
                  sender().unidentifiedBecause().map(Printable::text).orElse(ANY_REASON),
                  json(policy.config().allowFrom(), entry()));
      default -> throw new IllegalStateException(decision + " is not by a list");
    };
  }

  /** Never a value that means something else in a list, as {@code *} does. */
  private String entry() {
    return policy.schemes().write(sender().identity());
  }

  private Sender sender() {
    return message.sender();
  }

  private String kind() {
    return policy.schemes().label(sender().identity());
  }

  private boolean inGroup() {
    return message.conversation().kind() == Conversation.Kind.GROUP;
  }

  private String place() {
    Conversation conversation = message.conversation();
    return inGroup()
        ? ", in group %s %s"
            .formatted(Printable.text(conversation.id()), quoted(conversation.title()))
        : "";
  }

  private static String quoted(String untrusted) {
    return SimpleJson.quote(Printable.text(untrusted));
  }

  private String json(List<String> list, String entry) {
    boolean inFull = list.size() < LISTED_IN_FULL;
    List<String> allowed = new ArrayList<>(inFull ? list : List.of());
    allowed.add(entry);
    String entries = allowed.stream().map(Refusal::quote).collect(Collectors.joining(", "));
    return inFull
        ? "{\"channels\": {%s: {\"allowFrom\": [%s]}}}".formatted(quote(channel), entries)
        : entries;
  }

  private static String quote(String text) {
    return Printable.escaped(SimpleJson.quote(text));
  }
}
