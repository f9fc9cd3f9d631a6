package io.nanobot.dingtalk.simulator;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** The one place where threads wait for the simulator to change. Every change has a number. */
final class Changes {
  private long latest;
  private boolean closed;

  void announce() {
    announce(number -> {});
  }

  /**
   * Gives the change's number to what changed before anyone can learn of it. Hold no lock of your
   * own meanwhile.
   */
  synchronized void announce(LongConsumer numbered) {
    latest++;
    numbered.accept(latest);
    notifyAll();
  }

  synchronized long latest() {
    return latest;
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean closed() {
    return closed;
  }

  /**
   * Waits until the condition holds. It is asked after each change, with the lock held, so it must
   * only look.
   *
   * @return whether it holds; false after the time limit or when the simulator closes
   */
  synchronized boolean await(BooleanSupplier condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (closed || millis <= 0) {
          return false;
        }
        wait(millis);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
