package io.nanobot.host.store;

import static java.util.Objects.requireNonNull;

/** Messages of one conversation in one queue; order holds inside a lane. */
public record Lane(Queue queue, String conversation) {
  public Lane {
    requireNonNull(queue, "queue");
    conversation = BoundedKey.of(conversation);
  }

  /** Where the messages of a session wait for an agent. */
  public static Lane ofSession(String session) {
    return new Lane(Queue.INBOX, session);
  }
}
