package io.nanobot.host;

import java.time.Duration;
import java.util.Random;

/**
 * Repeats a check with generated input. Every run uses other input; the report of a failure names
 * the seed that brings the same input again: {@code -Dnanobot.seed=N}. {@code
 * -Dnanobot.trials.times=N} makes all runs N times as long.
 */
public final class Trials {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Trials() {}

  /** A check of one generated input. */
  @FunctionalInterface
  public interface Trial {
    /** Draws what it needs, and throws if something is wrong. */
    void run(Random random) throws Exception;
  }

  /** So many trials, or more if asked for. */
  public static void run(int count, Trial trial) {
    long trials = (long) count * times();
    long seed = firstSeed();
    for (long i = 0; i < trials; i++) {
      once(seed + i * GOLDEN, trial);
    }
  }

  /** As many trials as fit into the time, or into more if asked for. */
  public static void run(Duration time, Trial trial) {
    long end = System.nanoTime() + time.toNanos() * times();
    long seed = firstSeed();
    do {
      once(seed, trial);
      seed += GOLDEN;
    } while (System.nanoTime() < end);
  }

  private static void once(long seed, Trial trial) {
    try {
      trial.run(new Random(seed));
    } catch (Exception | AssertionError | StackOverflowError e) {
      throw new AssertionError("Run again with -Dnanobot.seed=" + seed + ": " + e.getMessage(), e);
    }
  }

  private static long firstSeed() {
    return Long.getLong("nanobot.seed", System.nanoTime());
  }

  private static long times() {
    return Long.getLong("nanobot.trials.times", 1);
  }
}
