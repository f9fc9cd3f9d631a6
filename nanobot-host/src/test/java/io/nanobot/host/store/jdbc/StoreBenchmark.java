package io.nanobot.host.store.jdbc;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures the store, with every commit flushed, beside what the disk allows. Not a test: figures
 * depend on the machine. To run all of it, in under three minutes, from the folder of the project:
 *
 * <pre>mvn -q -pl nanobot-host -am -P benchmark process-test-classes</pre>
 *
 * <p>Settings are given with {@code -Dbenchmark="engine=postgresql only=cycle"}: {@code engine}
 * (sqlite, postgresql or mariadb), {@code only} (append, cycle, restart or open), {@code seconds}
 * (how long each open loop goes on), {@code cycle} (how many messages go through the full cycle),
 * {@code inflight}, {@code journalled} and {@code pending} (what is there at the restart), {@code
 * folder} (on the disk that is to be measured).
 */
final class StoreBenchmark {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "engine", "sqlite",
          "only", "",
          "seconds", "10",
          "cycle", "100000",
          "inflight", "64",
          "journalled", "1000000",
          "pending", "100000",
          "folder", "");

  /** Messages before the open loop is measured, so that it is not the compiler that is measured. */
  private static final int WARM_UP = 5_000;

  private static final int WARM_UP_PER_SECOND = 1_000;

  private final Map<String, String> settings;
  private final Path folder;

  private StoreBenchmark(Map<String, String> settings) throws IOException {
    this.settings = settings;
    this.folder =
        settings.get("folder").isEmpty()
            ? Files.createTempDirectory("nanobot-benchmark")
            : Files.createTempDirectory(Path.of(settings.get("folder")), "nanobot-benchmark");
  }

  /** Settings as {@code name=value}. */
  public static void main(String[] arguments) throws Exception {
    BenchmarkTable.alone();
    Map<String, String> settings = new TreeMap<>(DEFAULTS);
    for (String argument : arguments) {
      String[] setting = argument.split("=", 2);
      if (setting.length < 2 || settings.put(setting[0], setting[1]) == null) {
        throw new IllegalArgumentException("unknown setting " + argument);
      }
    }
    new StoreBenchmark(settings).run();
    System.exit(0); // the servers of the tests end with the JVM
  }

  private void run() throws Exception {
    System.out.println(settings);
    try {
      if (wanted("append")) {
        append(1, 10_000);
        append(8, 40_000);
        append(64, 100_000);
      }
      if (wanted("cycle")) {
        cycle();
      }
      if (wanted("open")) {
        openLoop(50);
        openLoop(500);
      }
      if (wanted("restart")) {
        restart();
      }
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private boolean wanted(String measurement) {
    return settings.get("only").isEmpty() || settings.get("only").equals(measurement);
  }

  private int setting(String name) {
    return Integer.parseInt(settings.get(name));
  }

  private List<String> fresh() throws IOException {
    return BenchmarkEngine.fresh(settings.get("engine"), Files.createTempDirectory(folder, "db"));
  }

  private void append(int producers, int count) throws Exception {
    String name = "append, %d producer(s)".formatted(producers);
    Latencies.Summary limit;
    try (RawJournal raw = new RawJournal(Files.createTempFile(folder, "raw", ".journal"))) {
      Producers.blocked(producers, count / 10, n -> raw.append());
      limit = Producers.blocked(producers, count, n -> raw.append()).summary();
    }
    BenchmarkTable.row(name, "limit", limit);
    try (JdbcMessageStore store = BenchmarkEngine.open(fresh())) {
      Producers.blocked(producers, count / 2, n -> store.append(Samples.question(n)));
      Latencies.Summary appended =
          Producers.blocked(producers, count, n -> store.append(Samples.question(count / 2 + n)))
              .summary();
      BenchmarkTable.row(name, settings.get("engine"), appended, limit);
    }
  }

  private void cycle() throws Exception {
    int inFlight = setting("inflight");
    List<String> database = fresh();
    try (JdbcMessageStore store = BenchmarkEngine.open(database)) {
      FullCycle cycle = FullCycle.run(store, inFlight, setting("cycle"));
      String name = "full cycle, %d in flight".formatted(inFlight);
      BenchmarkTable.row(name, settings.get("engine"), cycle.latencies());
      BenchmarkTable.row(name, "order violations", cycle.violations());
      BenchmarkTable.row(name, "RSS", ResidentSet.text());
    }
  }

  private void openLoop(int perSecond) throws Exception {
    int count = perSecond * setting("seconds");
    try (JdbcMessageStore store = BenchmarkEngine.open(fresh());
        FullCycle cycle = new FullCycle(store, setting("inflight"), 0)) {
      cycle.start();
      Producers.openLoop(WARM_UP_PER_SECOND, WARM_UP, n -> store.append(Samples.question(n)));
      Latencies.Summary acknowledged =
          Producers.openLoop(perSecond, count, n -> store.append(Samples.question(WARM_UP + n)))
              .summary();
      cycle.awaitFinished(WARM_UP + count);
      BenchmarkTable.row("open loop, %d/s".formatted(perSecond), "acknowledgement", acknowledged);
    }
  }

  private void restart() throws Exception {
    List<String> database = fresh();
    BenchmarkEngine.open(database).close();
    Residue.write(BenchmarkEngine.dialect(database), setting("journalled"), setting("pending"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add(RestartMeasurement.class.getName());
    command.addAll(database);
    int result = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (result != 0) {
      throw new IllegalStateException("the restart ended with " + result);
    }
  }
}
