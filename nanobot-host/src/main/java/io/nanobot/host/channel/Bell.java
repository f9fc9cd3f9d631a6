package io.nanobot.host.channel;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Wakes one thread that waits for something to become true. */
final class Bell {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private final Semaphore rung = new Semaphore(0);

  /** Has the condition looked at again. Any thread. */
  void ring() {
    rung.release();
  }

  void await(BooleanSupplier condition) throws InterruptedException {
    await(condition, FOREVER);
  }

  /** Returns whether the condition holds, as soon as it does or when the time is over. */
  boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (!rung.tryAcquire(end - System.nanoTime(), NANOSECONDS)) {
        return condition.getAsBoolean();
      }
      rung.drainPermits();
    }
    return true;
  }
}
