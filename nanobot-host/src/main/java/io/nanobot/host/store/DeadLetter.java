package io.nanobot.host.store;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that was given up.
 *
 * @param id by which people name it
 * @param receivedAt when it was stored
 * @param diedAt when it was given up
 * @param lane where it waited
 * @param messageId the message's own ID
 * @param attempts how often it was tried
 * @param reason what became of the last attempt
 * @param payload what it carries; empty if that can not be read
 */
public record DeadLetter(
    long id,
    Instant receivedAt,
    Instant diedAt,
    Lane lane,
    String messageId,
    int attempts,
    String reason,
    Optional<Payload> payload) {
  /** The channel that it came through, or was to go through; empty if nobody can tell. */
  public String channel() {
    return payload.map(Payload::channel).or(() -> lane.queue().channel()).orElse("");
  }
}
