package io.nanobot.host.store.jdbc;

import java.time.Duration;
import java.util.Arrays;

/** How long each of many things took, and all of them together. Any thread. */
final class Latencies {
  private final long[] nanos;
  private final long began = System.nanoTime();
  private int count;
  private long ended = began;

  Latencies(int expected) {
    nanos = new long[expected];
  }

  synchronized void add(long startedNanos) {
    ended = System.nanoTime();
    nanos[count++] = ended - startedNanos;
  }

  synchronized Summary summary() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    double seconds = Duration.ofNanos(ended - began).toNanos() / 1e9;
    return new Summary(count / seconds, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
  }

  private static double at(long[] sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted.length == 0 ? 0 : sorted[Math.max(0, index)] / 1e6;
  }

  /**
   * What is told of them.
   *
   * @param rate how many were done in a second
   * @param p50 in milliseconds, as the others
   */
  record Summary(double rate, double p50, double p99, double p999) {}
}
