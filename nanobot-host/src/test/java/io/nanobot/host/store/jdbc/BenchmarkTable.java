package io.nanobot.host.store.jdbc;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** What was measured, for people: a line as soon as it is known. */
final class BenchmarkTable {
  private BenchmarkTable() {}

  /** Keeps everybody else quiet. */
  static void alone() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
  }

  static void row(String measurement, String what, Object value) {
    System.out.printf(Locale.ROOT, "%-28s %-26s %s%n", measurement, what, value);
  }

  static void row(String measurement, String what, Latencies.Summary summary) {
    row(measurement, what, text(summary));
  }

  /** With what part of the limit's rate that is. */
  static void row(
      String measurement, String what, Latencies.Summary summary, Latencies.Summary limit) {
    row(
        measurement,
        what,
        String.format(
            Locale.ROOT, "%s  %.2f of the limit", text(summary), summary.rate() / limit.rate()));
  }

  private static String text(Latencies.Summary summary) {
    return String.format(
        Locale.ROOT,
        "%,9.0f/s  p50 %7.2f  p99 %7.2f  p99.9 %7.2f ms",
        summary.rate(),
        summary.p50(),
        summary.p99(),
        summary.p999());
  }
}
