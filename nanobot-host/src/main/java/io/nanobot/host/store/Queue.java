package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A set of lanes that one kind of worker takes from: all conversations that wait for an agent, or
 * all conversations that wait for one channel to send. A dead channel therefore holds up no other.
 */
public record Queue(String name) {
  /** What waits for an agent. */
  public static final Queue INBOX = new Queue("in");

  private static final String OUTBOX = "out:";

  public Queue {
    requireNonNull(name, "name");
  }

  /** What waits for a channel to send it. */
  public static Queue outbox(String channel) {
    return new Queue(OUTBOX + channel);
  }

  /** The channel whose outbox it is. */
  public Optional<String> channel() {
    return name.startsWith(OUTBOX)
        ? Optional.of(name.substring(OUTBOX.length()))
        : Optional.empty();
  }
}
