package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of messages that come while their conversation waits for an answer.
 *
 * @param perConversation how many of one conversation may wait for their answers, the one that is
 *     being worked on included
 * @param mergeWithin how long a message waits for more of the same sender, to be answered together
 *     with them in one turn; each is answered by itself if it is empty
 */
public record QueueConfig(
    @Description(
            "How many messages of one conversation may wait for their answers; more are refused, and their sender is told")
        @Default("20")
        @Range(min = 1, max = 1_000_000)
        int perConversation,
    @Description(
            "How long a message waits for more of the same sender, to be answered together with them, 10s at most; without it each message has its own answer")
        Optional<Duration> mergeWithin) {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * Checks what the schema can not.
   *
   * @throws IllegalArgumentException if messages would wait for too long
   */
  public QueueConfig {
    if (mergeWithin.filter(time -> time.compareTo(LONGEST) > 0).isPresent()) {
      throw new IllegalArgumentException("mergeWithin must be 10s at most.");
    }
  }
}
