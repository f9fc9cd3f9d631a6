package io.nanobot.host.agent.http;

import java.time.Duration;

/** How long is waited for a service that answers one turn. */
final class Patience {
  private final Duration silence;
  private final long endNanos;

  /**
   * Begins to wait.
   *
   * @param silence how long nothing may come
   * @param turn how long all of the answer may take
   */
  Patience(Duration silence, Duration turn) {
    this.silence = silence;
    this.endNanos = System.nanoTime() + turn.toNanos();
  }

  /** How long to wait for whatever comes next; zero or less if that is too late. */
  Duration left() {
    Duration all = Duration.ofNanos(endNanos - System.nanoTime());
    return all.compareTo(silence) < 0 ? all : silence;
  }

  /** Whether it is too late for the whole answer. */
  boolean isOver() {
    return System.nanoTime() - endNanos >= 0;
  }
}
