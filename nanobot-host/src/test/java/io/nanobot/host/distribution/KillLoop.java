package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Real gateways against the simulated DingTalk: people write, and meanwhile the gateways are
 * killed, frozen and stopped, each on a thread of its own. In the end every message that was
 * acknowledged must have been answered, in order, and no more may have been repeated than the sends
 * that a kill or a freeze can have interrupted.
 */
final class KillLoop {
  private static final int STAFF = 6;
  private static final int GROUPS = 4;

  /** A real send takes about as long, and so a kill finds some under way. */
  private static final Duration SEND_TIME = Duration.ofMillis(50);

  /** People go on writing for a while after the last disturbance. */
  private static final Duration AFTERMATH = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KillLoopSettings settings;
  private final Path directory;
  private final List<DisturbedGateway> gateways = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private KillLoop(KillLoopSettings settings, Path directory) {
    this.settings = settings;
    this.directory = directory;
  }

  /** Runs it once, with the gateways' homes in the directory. */
  static KillReport run(KillLoopSettings settings, Path directory) throws Exception {
    return new KillLoop(settings, directory).run();
  }

  private KillReport run() throws Exception {
    long begin = System.nanoTime();
    try (DingTalkSimulator simulator = world()) {
      simulator.faults().slowSends(SEND_TIME);
      Chatter chatter = new Chatter(simulator, settings.seed());
      try {
        startGateways(simulator);
        chatter.start(threads);
        disturb();
        TimeUnit.NANOSECONDS.sleep(AFTERMATH.toNanos());
        chatter.end(PATIENCE);
        // what a dead gateway had claimed is free when its lease is over
        chatter.awaitAnswers(settings.lease().multipliedBy(2).plus(AFTERMATH));
        gateways.forEach(DisturbedGateway::terminate);
      } finally {
        endEverything();
      }
      List<String> problems =
          gateways.stream().flatMap(gateway -> gateway.problems().stream()).toList();
      Duration duration = Duration.ofNanos(System.nanoTime() - begin);
      return new KillReport(settings, chatter.transcripts(), problems, duration);
    }
  }

  /** Threads first: one that is still at work could start a gateway anew. */
  private void endEverything() throws InterruptedException {
    threads.shutdownNow();
    if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a thread of the kill loop does not end");
    }
    gateways.forEach(DisturbedGateway::close);
  }

  private static DingTalkSimulator world() {
    DingTalkSimulatorBuilder builder = DingTalkSimulator.builder();
    for (int i = 1; i <= STAFF; i++) {
      builder.staff("staff" + i, "Person " + i);
    }
    for (int i = 1; i <= GROUPS; i++) {
      builder.group("Group " + i);
    }
    return builder.start();
  }

  private void startGateways(DingTalkSimulator simulator) {
    for (int i = 1; i <= settings.gateways(); i++) {
      Path home = directory.resolve("gateway-" + i);
      gateways.add(DisturbedGateway.start(home, simulator, settings));
    }
    gateways.forEach(DisturbedGateway::awaitConnection);
  }

  private void disturb() throws Exception {
    List<List<Disturbance>> plan = DisturbancePlan.of(settings).byGateway();
    List<Future<?>> suffering = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      DisturbedGateway gateway = gateways.get(i);
      List<Disturbance> its = plan.get(i);
      suffering.add(
          threads.submit(
              () -> {
                gateway.suffer(its);
                return its;
              }));
    }
    for (Future<?> one : suffering) {
      one.get();
    }
  }
}
