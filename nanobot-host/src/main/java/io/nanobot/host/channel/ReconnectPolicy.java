package io.nanobot.host.channel;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.host.pipeline.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a channel waits before it connects again. For use by one thread. */
final class ReconnectPolicy {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** A link that lasted this long was a good one: the next failure is the first again. */
  private static final Duration STABLE = Duration.ofMinutes(5);

  /** Wrong credentials do not get right by asking often. */
  private static final Duration SLOW = Duration.ofMinutes(5);

  private final Backoff backoff;
  private int failures;

  ReconnectPolicy(RandomGenerator random) {
    this.backoff = new Backoff(SHORTEST, LONGEST, random);
  }

  /** Whether only somebody's doing can end this kind of failure. */
  static boolean needsAttention(ChannelException.Kind kind) {
    return switch (kind) {
      case CONFIGURATION, AUTHENTICATION, PERMISSION, REJECTED -> true;
      case RATE_LIMITED, UNAVAILABLE, UNCERTAIN -> false;
    };
  }

  /** The pause after an attempt that failed. */
  Duration afterFailure(ChannelException failure) {
    if (needsAttention(failure.kind())) {
      return SLOW;
    }
    failures++;
    return backoff.after(failures, failure.retryAfter().orElse(Duration.ZERO));
  }

  /** The pause after a connection that lasted so long. */
  Duration afterLoss(ChannelException cause, Duration lasted) {
    if (lasted.compareTo(STABLE) >= 0) {
      failures = 0;
    }
    return afterFailure(cause);
  }
}
