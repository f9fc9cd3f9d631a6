package io.nanobot.testkit;

import java.time.Duration;

/** Waits for what happens on other threads. */
final class Eventually {
  /** A system property; long by default, because no passing test waits for it. */
  static final String PATIENCE = "nanobot.testkit.patience";

  /** How long nothing must happen before a test believes that nothing will. */
  static final Duration CALM = Duration.ofMillis(400);

  private Eventually() {}

  static void eventually(Runnable assertion) {
    within(Duration.parse(System.getProperty(PATIENCE, "PT15S")), assertion);
  }

  /** For what has to happen soon. */
  static void within(Duration patience, Runnable assertion) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        assertion.run();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        pause(Duration.ofMillis(10));
      }
    }
  }

  /** The assertion holds now, and still does after a while. */
  static void steadily(Runnable assertion) {
    assertion.run();
    pause(CALM);
    assertion.run();
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
