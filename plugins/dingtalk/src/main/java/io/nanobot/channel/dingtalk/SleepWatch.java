package io.nanobot.channel.dingtalk;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Notices that the machine has slept: timers stand still meanwhile and go on where they were, the
 * clock does not. For one thread, that of the executor.
 */
final class SleepWatch {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** Shorter sleeps break no connection; a busy machine is late as well. */
  private static final Duration SLEEP = Duration.ofSeconds(10);

  private final Clock clock;
  private final Runnable awoke;
  private Instant last;

  private SleepWatch(Clock clock, Runnable awoke) {
    this.clock = clock;
    this.awoke = awoke;
    this.last = clock.instant();
  }

  /** Looks until the future is cancelled. */
  static Future<?> start(ScheduledExecutorService executor, Clock clock, Runnable awoke) {
    SleepWatch watch = new SleepWatch(clock, awoke);
    long period = PERIOD.toMillis();
    return executor.scheduleWithFixedDelay(watch::look, period, period, MILLISECONDS);
  }

  private void look() {
    Instant now = clock.instant();
    boolean slept = Duration.between(last, now).compareTo(PERIOD.plus(SLEEP)) > 0;
    last = now;
    if (slept) {
      awoke.run();
    }
  }
}
