package io.nanobot.dingtalk.simulator;

import java.time.Duration;

/**
 * When a message is pushed again, with a new {@code headers.messageId} and the same {@code msgId}.
 * The sources disagree about the real platform, so all three rules exist.
 *
 * @param rule when
 * @param after how long a silence counts; for {@link Rule#ON_ERROR} the pause before the next
 *     attempt
 */
public record Redelivery(Rule rule, Duration after) {
  /** How often a message is pushed at most, the first time included. */
  static final int MAX_PUSHES = 3;

  /** The three rules. */
  public enum Rule {
    NEVER,
    ON_SILENCE,
    ON_ERROR
  }

  /** What the documentation says about bot messages. */
  public static Redelivery never() {
    return new Redelivery(Rule.NEVER, Duration.ZERO);
  }

  /** What the field reports: again after 60 seconds without an acknowledgement. */
  public static Redelivery onSilence() {
    return onSilence(Duration.ofSeconds(60));
  }

  public static Redelivery onSilence(Duration after) {
    return new Redelivery(Rule.ON_SILENCE, after);
  }

  /** Again when the acknowledgement's code is not 200. */
  public static Redelivery onError() {
    return new Redelivery(Rule.ON_ERROR, Duration.ofMillis(100));
  }
}
