package io.nanobot.host.security;

import io.nanobot.api.message.Sender;
import io.nanobot.host.config.SimpleJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the operator reads about a sender who was refused: who it was, and how to let them in. */
public record Refusal(String channel, AccessPolicy policy, Sender sender, Decision decision) {
  /** A longer list is not worth repeating in a log line. */
  private static final int LISTED_IN_FULL = 10;

  /** One line. */
  public String sentence() {
    return switch (decision) {
      case NOT_LISTED ->
          "Access denied for sender %s on channel %s (%s, name %s). Add them to allowFrom list in config to grant access: %s"
              .formatted(
                  Printable.text(sender.identity().value()),
                  channel,
                  policy.scheme().label(),
                  name(),
                  json());
      case UNKNOWN_IDENTITY ->
          "Access denied for sender %s on channel %s (%s, name %s). The platform gave no %s for them, so only \"allowFrom\": [\"*\"] admits them"
              .formatted(
                  Printable.text(sender.identity().value()),
                  channel,
                  sender.identity().scheme(),
                  name(),
                  policy.scheme().label());
      case ADMITTED -> throw new IllegalStateException("an admitted sender is not refused");
    };
  }

  private String name() {
    return SimpleJson.quote(Printable.text(sender.displayName()));
  }

  private String json() {
    List<String> allowed = new ArrayList<>();
    if (policy.allowFrom().size() < LISTED_IN_FULL) {
      allowed.addAll(policy.allowFrom());
    }
    allowed.add(sender.identity().value());
    String list = allowed.stream().map(Refusal::quote).collect(Collectors.joining(", "));
    return policy.allowFrom().size() < LISTED_IN_FULL
        ? "{\"channels\": {%s: {\"allowFrom\": [%s]}}}".formatted(quote(channel), list)
        : list;
  }

  private static String quote(String text) {
    return Printable.escaped(SimpleJson.quote(text));
  }
}
