package io.nanobot.host.distribution;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.host.store.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One gateway's process after the other, in one home. For one thread at a time. */
final class DisturbedGateway implements AutoCloseable {
  static final Map<String, Integer> WITHOUT_RATES =
      Map.of("loopMessages", 0, "messagesPerMinute", 0, "conversationMessagesPerMinute", 0);

  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";

  private final Home home;
  private final Duration freeze;
  private final List<String> problems = new ArrayList<>();
  private NanobotProcess process;

  private DisturbedGateway(Home home, Duration freeze) {
    this.home = home;
    this.freeze = freeze;
    this.process = home.gateway();
  }

  static DisturbedGateway start(
      Path directory, DingTalkSimulator simulator, KillLoopSettings settings) {
    Map<String, Object> channel = Home.dingtalk(simulator, "*");
    Map<String, Object> sections = new LinkedHashMap<>();
    sections.put("channels", Map.of("dingtalk", channel));
    // these people write faster than people do
    sections.put("security", Map.of("limits", WITHOUT_RATES));
    sections.put("agents", Map.of("queue", Map.of("perConversation", 1_000_000)));
    settings.database().ifPresent(database -> sections.put("store", section(database)));
    if (settings.database().isPresent() && settings.gateways() > 1) {
      // more than there are gateways, so that none waits for the place of its dead self
      channel.put("connections", 2 * settings.gateways());
    }
    return new DisturbedGateway(new Home(directory).withSections(sections), settings.freeze());
  }

  private static Map<String, String> section(TestDatabase database) {
    return Map.of("url", database.url(), "user", database.user(), "password", database.password());
  }

  void awaitConnection() {
    process.awaitLine(CONNECTED);
  }

  /** Goes through all of it; connected again when this returns. */
  void suffer(List<Disturbance> plan) throws InterruptedException {
    for (Disturbance next : plan) {
      if (!next.early()) {
        awaitConnection();
      }
      TimeUnit.NANOSECONDS.sleep(next.calm().toNanos());
      noteEarlyEnd();
      switch (next.kind()) {
        case KILL -> kill();
        case FREEZE -> freeze();
        case STOP -> stop();
      }
    }
    awaitConnection();
  }

  private void kill() {
    process.close();
    restart();
  }

  private void freeze() throws InterruptedException {
    process.signal("STOP");
    try {
      TimeUnit.NANOSECONDS.sleep(freeze.toNanos());
    } finally {
      process.signal("CONT");
    }
  }

  private void stop() {
    terminate();
    restart();
  }

  /** A clean stop; a problem if it is none. */
  void terminate() {
    int code = process.terminate();
    if (code != 0) {
      problem("ended with " + code + " when it was told to stop");
    }
  }

  /** A gateway that ends by itself must not pass for one that was killed. */
  private void noteEarlyEnd() {
    if (!process.handle().isAlive()) {
      problem("ended by itself with " + process.exitCode());
    }
  }

  private void restart() {
    keepOutput();
    process = home.gateway();
  }

  private void problem(String what) {
    problems.add(home.path().getFileName() + " " + what + ":\n" + process.output());
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  private void keepOutput() {
    try {
      Files.writeString(
          home.path().resolve("output.log"),
          process.output() + "\n--\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    keepOutput();
  }
}
