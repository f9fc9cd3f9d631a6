package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Queue;
import java.time.Duration;
import java.util.List;

/** Opens a store in which much waits, and works all of that off. A program for a JVM of its own. */
final class RestartMeasurement {
  private static final int WORKERS = 64;

  private RestartMeasurement() {}

  /** The arguments of {@link BenchmarkEngine#open}. */
  public static void main(String[] arguments) throws InterruptedException {
    BenchmarkTable.alone();
    long began = System.nanoTime();
    JdbcMessageStore store = BenchmarkEngine.open(List.of(arguments));
    long opened = System.nanoTime();
    int pending = (int) store.pending(Queue.INBOX);
    BenchmarkTable.row("restart: %,d wait".formatted(pending), "RSS", ResidentSet.text());
    FullCycle cycle = new FullCycle(store, WORKERS, 0);
    cycle.start();
    cycle.firstDispatch().join();
    long dispatched = System.nanoTime();
    cycle.awaitFinished(pending);
    long ended = System.nanoTime();
    BenchmarkTable.row("restart", "open", text(opened - began));
    BenchmarkTable.row("restart", "open to first dispatch", text(dispatched - opened));
    BenchmarkTable.row(
        "restart",
        "all worked off",
        "%s (%,.0f/s)".formatted(text(ended - opened), pending / ((ended - opened) / 1e9)));
    BenchmarkTable.row("restart", "order violations", cycle.violations());
    cycle.close();
    store.close();
  }

  private static String text(long nanos) {
    return "%,d ms".formatted(Duration.ofNanos(nanos).toMillis());
  }
}
