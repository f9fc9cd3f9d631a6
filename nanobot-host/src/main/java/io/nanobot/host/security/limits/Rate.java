package io.nanobot.host.security.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** So many in a minute, of which all may come at once. Any thread. */
final class Rate {
  private final Bucket bucket;
  private boolean exceeded;

  Rate(int perMinute, TimeMeter clock) {
    this.bucket =
        Bucket.builder()
            .addLimit(
                limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
            .withCustomTimePrecision(clock)
            .build();
  }

  /** What is said of one more. */
  enum Outcome {
    WITHIN,
    BEYOND,
    STILL_BEYOND
  }

  synchronized Outcome one() {
    boolean before = exceeded;
    exceeded = !bucket.tryConsume(1);
    return exceeded ? (before ? Outcome.STILL_BEYOND : Outcome.BEYOND) : Outcome.WITHIN;
  }
}
