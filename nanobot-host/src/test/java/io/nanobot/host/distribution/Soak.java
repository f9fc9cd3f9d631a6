package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One real gateway with the echo agent against the simulated DingTalk: people write, about twenty
 * messages a second, and one fault follows the other. In the end every message that was
 * acknowledged must have been answered, in order, and once unless a send was uncertain; and the
 * process must hold no more than in the beginning.
 */
final class Soak {
  private static final int STAFF = 3;
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";

  /** What the configuration allows at most: a fault must not outlast the attempts. */
  private static final int MOST_RETRIES = 10;

  /** A refused handshake makes the gateway wait 5 minutes: the longest of its pauses. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  /** A fifth at the beginning is for classes, pools and caches. */
  private static final int WARM_UP_PART = 5;

  private static final int FOOTPRINTS = 60;
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(3);

  private final Duration length;
  private final long seed;
  private final Map<SoakFault, Long> struck = new EnumMap<>(SoakFault.class);
  private final List<Repeats.BlackHole> blackHoles = new ArrayList<>();
  private final List<Footprint> footprints = Collections.synchronizedList(new ArrayList<>());

  private Soak(Duration length, long seed) {
    this.length = length;
    this.seed = seed;
  }

  /** Runs it once, with the gateway's home in the directory. */
  static SoakReport run(Duration length, long seed, Path directory) throws Exception {
    return new Soak(length, seed).run(directory);
  }

  private SoakReport run(Path directory) throws Exception {
    long begin = System.nanoTime();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (DingTalkSimulator simulator = world();
        NanobotProcess gateway = start(directory, simulator)) {
      Chatter chatter = new Chatter(simulator, seed);
      try {
        chatter.start(threads);
        Future<?> measuring = threads.submit(() -> measure(gateway.handle()));
        disturb(simulator);
        measuring.get();
        chatter.end(PATIENCE);
        chatter.awaitAnswers(PATIENCE);
      } finally {
        threads.shutdownNow();
      }
      return new SoakReport(
          seed,
          Duration.ofNanos(System.nanoTime() - begin),
          struck,
          chatter.transcripts(),
          Repeats.among(simulator.replies().stream().map(Repeats.Heard::of).toList(), blackHoles),
          footprints,
          gateway.lines().stream().filter(line -> line.contains("ERROR")).toList());
    }
  }

  private static DingTalkSimulator world() {
    var builder = DingTalkSimulator.builder().group("Group");
    for (int i = 1; i <= STAFF; i++) {
      builder.staff("staff" + i, "Person " + i);
    }
    return builder.start();
  }

  private static NanobotProcess start(Path directory, DingTalkSimulator simulator) {
    Map<String, Object> channels = new LinkedHashMap<>();
    channels.put("sendMaxRetries", MOST_RETRIES);
    channels.put("dingtalk", Home.dingtalk(simulator, "*"));
    return new Home(directory)
        .with(channels, Map.of("limits", DisturbedGateway.WITHOUT_RATES))
        .gateway()
        .awaitLine(CONNECTED);
  }

  private void disturb(DingTalkSimulator simulator) throws InterruptedException {
    for (SoakPlan.Step step : SoakPlan.of(length, seed).steps()) {
      TimeUnit.NANOSECONDS.sleep(step.calm().toNanos());
      Instant from = Instant.now();
      step.fault().strike(simulator, step.length());
      struck.merge(step.fault(), 1L, Long::sum);
      if (step.fault() == SoakFault.BLACK_HOLE) {
        blackHoles.add(new Repeats.BlackHole(from, Instant.now()));
      }
    }
  }

  private Void measure(ProcessHandle gateway) throws Exception {
    Duration warmUp = length.dividedBy(WARM_UP_PART);
    TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
    Duration rest = length.minus(warmUp);
    Duration even = rest.dividedBy(FOOTPRINTS);
    Duration pause = even.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : even;
    for (long left = rest.dividedBy(pause); left > 0; left--) {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      footprints.add(Footprint.of(gateway));
    }
    return null;
  }
}
