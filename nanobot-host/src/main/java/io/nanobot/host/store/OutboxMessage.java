package io.nanobot.host.store;

import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.OutboundMessage;

/**
 * A message for a platform, and what became of it.
 *
 * @param receipt what the platform said; without IDs unless the message was sent
 */
public record OutboxMessage(OutboundMessage message, State state, Receipt receipt) {
  /** What became of it. */
  public enum State {
    /** It waits to be sent, or is being sent. */
    WAITS,
    SENT,
    /** It is a dead letter. */
    GIVEN_UP
  }
}
