package io.nanobot.channel.dingtalk;

import com.sun.management.OperatingSystemMXBean;
import io.nanobot.dingtalk.simulator.Ack;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.testkit.FakeChannelContext;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures how fast the channel takes messages, beside the bare SDK, in turns and in one JVM with
 * the simulator. Not a test: figures depend on the machine, and only their ratio says something.
 * Rounds are short, so that what else the machine does meets both sides. Both go through the
 * simulator's proxy, because the bare SDK finds it in no other way.
 *
 * <p>Optional arguments: rounds, messages of a round at full speed, messages of a round at 500 a
 * second.
 */
final class StreamBenchmark {
  private static final int WINDOW = 100;
  private static final int PER_SECOND = 500;

  /** Until both are compiled. */
  private static final int WARM_UPS = 4;

  private final DingTalkSimulator simulator;
  private final int atFullSpeed;
  private final int atFixedRate;

  /** Connects what is measured; to close it ends the connection. */
  private interface Side {
    AutoCloseable open() throws Exception;
  }

  /**
   * Of one round.
   *
   * @param cpu microseconds of the whole process for a message at full speed, the simulator's
   *     included; hardly moved by what else the machine does
   */
  private record Figures(double rate, double cpu, double p50, double p99) {}

  private StreamBenchmark(DingTalkSimulator simulator, int atFullSpeed, int atFixedRate) {
    this.simulator = simulator;
    this.atFullSpeed = atFullSpeed;
    this.atFixedRate = atFixedRate;
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = number(arguments, 0, 15);
    DingTalkSimulator simulator = Simulation.fresh();
    // before anything speaks TLS; the channel does not need them
    System.setProperty("javax.net.ssl.trustStore", simulator.trustStore().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", simulator.trustStorePassword());
    new StreamBenchmark(simulator, number(arguments, 1, 5_000), number(arguments, 2, PER_SECOND))
        .run(rounds, System.out);
    System.exit(0); // the SDK's threads do not end by themselves
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private void run(int rounds, PrintStream out) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      measure(() -> new BareSdk(simulator));
      measure(this::plugin);
    }
    List<Figures> bare = new ArrayList<>();
    List<Figures> plugin = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      if (round % 2 == 0) {
        bare.add(measure(() -> new BareSdk(simulator)));
        plugin.add(measure(this::plugin));
      } else {
        plugin.add(measure(this::plugin));
        bare.add(measure(() -> new BareSdk(simulator)));
      }
    }
    out.printf(
        Locale.ROOT,
        "%d rounds at %d in flight, then at %d/s; medians (least to most)%n",
        rounds,
        WINDOW,
        PER_SECOND);
    print(out, "bare", bare);
    print(out, "plugin", plugin);
    double[] ratios =
        IntStream.range(0, rounds)
            .mapToDouble(round -> plugin.get(round).rate() / bare.get(round).rate())
            .sorted()
            .toArray();
    out.printf(
        Locale.ROOT,
        "plugin / bare at full speed, round by round: %.2f (%.2f to %.2f)%n",
        quantile(ratios, 0.5),
        ratios[0],
        ratios[rounds - 1]);
  }

  private static void print(PrintStream out, String name, List<Figures> figures) {
    out.printf(
        Locale.ROOT,
        "%-7s %s messages/s, %s us of CPU each, acknowledged after p50 %s ms, p99 %s ms%n",
        name,
        spread("%.0f", figures, Figures::rate),
        spread("%.0f", figures, Figures::cpu),
        spread("%.2f", figures, Figures::p50),
        spread("%.2f", figures, Figures::p99));
  }

  private static String spread(
      String format, List<Figures> figures, ToDoubleFunction<Figures> number) {
    String all = format + " (" + format + " to " + format + ")";
    double[] sorted = figures.stream().mapToDouble(number).sorted().toArray();
    return all.formatted(median(figures, number), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(List<Figures> figures, ToDoubleFunction<Figures> number) {
    return quantile(figures.stream().mapToDouble(number).sorted().toArray(), 0.5);
  }

  private static double quantile(double[] sorted, double part) {
    return sorted[(int) Math.min(sorted.length - 1.0, Math.floor(part * sorted.length))];
  }

  private AutoCloseable plugin() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "benchmark");
    FakeChannelContext kit = new FakeChannelContext("dingtalk", folder);
    URI proxy = URI.create("http://localhost:" + simulator.proxyPort());
    DingTalkConfig config =
        Simulation.with(Simulation.config(), Map.of("proxy", Optional.of(proxy)));
    DingTalkChannel channel =
        new DingTalkChannel(config, new AcceptingHost(kit), Clock.systemUTC());
    channel.connect();
    return () -> {
      channel.close();
      kit.close();
    };
  }

  private Figures measure(Side side) throws Exception {
    Figures figures;
    try (AutoCloseable open = side.open()) {
      if (!simulator.awaitConnections(1, Simulation.PATIENCE)) {
        throw new IllegalStateException("no connection from " + open);
      }
      long before = cpuNanos();
      double rate = rateAtFullSpeed();
      double cpu = (cpuNanos() - before) / 1e3 / atFullSpeed;
      simulator.reset();
      double[] latencies = latenciesAtFixedRate();
      figures = new Figures(rate, cpu, quantile(latencies, 0.5), quantile(latencies, 0.99));
    }
    simulator.dropLinks();
    if (!simulator.awaitConnections(0, Simulation.PATIENCE)) {
      throw new IllegalStateException("a connection does not end");
    }
    simulator.reset();
    return figures;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private double rateAtFullSpeed() {
    Deque<SentMessage> open = new ArrayDeque<>();
    long begin = System.nanoTime();
    for (int i = 0; i < atFullSpeed; i++) {
      if (open.size() == WINDOW) {
        awaitAck(open.remove());
      }
      open.add(simulator.say(Simulation.NAME, "message " + i));
    }
    open.forEach(this::awaitAck);
    return atFullSpeed * 1e9 / (System.nanoTime() - begin);
  }

  private double[] latenciesAtFixedRate() {
    List<SentMessage> sent = new ArrayList<>();
    long next = System.nanoTime();
    for (int i = 0; i < atFixedRate; i++) {
      while (System.nanoTime() < next) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
      next += TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
      sent.add(simulator.say(Simulation.NAME, "message " + i));
    }
    sent.forEach(this::awaitAck);
    return sent.stream()
        .flatMap(message -> message.acks().stream())
        .map(Ack::latency)
        .mapToDouble(latency -> latency.toNanos() / 1e6)
        .sorted()
        .toArray();
  }

  private void awaitAck(SentMessage message) {
    if (!simulator.awaitAck(message, Simulation.PATIENCE)) {
      throw new IllegalStateException("not acknowledged: " + message.text());
    }
  }
}
