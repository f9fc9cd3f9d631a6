package io.nanobot.host.pipeline;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that double with each failure, up to a limit, and are spread at random so that what failed
 * together does not come back together.
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {
  private static final double SPREAD = 0.2;
  private static final Duration WITHIN_REASON = Duration.ofHours(1);

  /**
   * The pause after a failure.
   *
   * @param failures how many there were in a row, from 1 on
   */
  public Duration after(int failures) {
    double doubled = (double) first.toMillis() * Math.pow(2, failures - 1.0);
    double bounded = Math.min(doubled, (double) longest.toMillis());
    return Duration.ofMillis(Math.round(bounded * random.nextDouble(1 - SPREAD, 1 + SPREAD)));
  }

  /** The pause after a failure, but not less than what the other side asked for, within reason. */
  public Duration after(int failures, Duration asked) {
    Duration pause = after(failures);
    Duration atLeast = asked.compareTo(WITHIN_REASON) > 0 ? WITHIN_REASON : asked;
    return pause.compareTo(atLeast) < 0 ? atLeast : pause;
  }
}
