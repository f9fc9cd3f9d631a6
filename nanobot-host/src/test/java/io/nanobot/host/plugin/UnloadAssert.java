package io.nanobot.host.plugin;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Asserts that nothing is left of an unloaded plugin. The caller must hold the class loader weakly:
 * a local variable that once held it, or one of its classes, keeps it until the method returns.
 */
public final class UnloadAssert {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private UnloadAssert() {}

  /** Waits until the class loader is collected. */
  public static void assertCollected(WeakReference<ClassLoader> loader) {
    long end = System.nanoTime() + LIMIT.toNanos();
    for (long pause = 1_000_000; loader.get() != null; pause *= 2) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "class loader still alive after %s; threads that have it: %s; if none, take a heap dump"
                .formatted(LIMIT, threadsOf(loader)));
      }
      System.gc();
      LockSupport.parkNanos(Math.min(pause, 100_000_000));
    }
  }

  /** Waits until no thread has the class loader as its context class loader. */
  public static void assertNoThreads(WeakReference<ClassLoader> loader) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!threadsOf(loader).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("threads of an unloaded plugin: " + threadsOf(loader));
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static List<String> threadsOf(WeakReference<ClassLoader> loader) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && loader.get() != null)
        .filter(thread -> thread.getContextClassLoader() == loader.get())
        .map(Thread::getName)
        .toList();
  }
}
