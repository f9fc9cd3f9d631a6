package io.nanobot.host.security.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.host.ManualClock;
import io.nanobot.host.plugin.LockChange;
import io.nanobot.host.security.audit.AuditEvent.AccessDecided;
import io.nanobot.host.security.audit.AuditEvent.Change;
import io.nanobot.host.security.audit.AuditEvent.ConfigLoaded;
import io.nanobot.host.security.audit.AuditEvent.GatewayStopped;
import io.nanobot.host.security.audit.AuditEvent.LimitExceeded;
import io.nanobot.host.security.audit.AuditEvent.PairingChanged;
import io.nanobot.host.security.audit.AuditEvent.PluginsLocked;
import io.nanobot.host.security.audit.AuditEvent.RoleRefused;
import io.nanobot.host.security.audit.AuditEvent.RoleUsed;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditLogTest {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final ManualClock clock = new ManualClock();
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @TempDir private Path directory;
  private Path folder;

  @BeforeEach
  void listen() {
    folder = directory.resolve("audit");
    said.start();
    ((Logger) LoggerFactory.getLogger(AuditLog.class)).addAppender(said);
  }

  @AfterEach
  void listenNoMore() {
    ((Logger) LoggerFactory.getLogger(AuditLog.class)).detachAppender(said);
  }

  @Test
  void writesOneObjectALineWithItsFieldsInOrder() throws IOException {
    clock.pass(Duration.ofMillis(7));
    try (AuditLog log = new AuditLog(new Workspace(directory), clock)) {
      log.record(
          AccessDecided.of(
              "dingtalk",
              new Principal("dingtalk:staffId:0123456789", "韩梅梅 🐈", Set.of("user")),
              Conversation.group("cid1", "Team"),
              false,
              "NOT_LISTED"));
      log.record(
          new PairingChanged(
              "dingtalk", "staffId:1", PairingChanged.Step.APPROVED, "command line (root)"));
      log.record(new RoleUsed("dingtalk", "alice", "admin", "/pairing approve"));
      log.record(new RoleRefused("dingtalk", "bob", "admin", "/restart", 1));
      log.record(
          LimitExceeded.of(
              "dingtalk",
              new Principal("bob", "Bob"),
              Conversation.group("cid1", "Team"),
              "textLength"));
      log.record(
          new PluginsLocked(
              "/etc/plugins.lock",
              "command line (root)",
              List.of(new LockChange(LockChange.Kind.ADDED, "a.jar", "a", "1", "ab12"))));
      log.record(new ConfigLoaded("/etc/config.json", "ab12", Change.CHANGED));
    }
    assertThat(Files.readString(folder.resolve("audit.jsonl")))
        .isEqualTo(
            """
            {"time":"2026-11-22T10:00:00.007Z","event":"access.decided","channel":"dingtalk","who":"dingtalk:staffId:0123456789","name":"韩梅梅 🐈","kind":"group","conversation":"cid1","admitted":false,"rule":"NOT_LISTED","times":1}
            {"time":"2026-11-22T10:00:00.007Z","event":"pairing.changed","channel":"dingtalk","who":"staffId:1","change":"approved","by":"command line (root)"}
            {"time":"2026-11-22T10:00:00.007Z","event":"role.used","channel":"dingtalk","who":"alice","role":"admin","command":"/pairing approve"}
            {"time":"2026-11-22T10:00:00.007Z","event":"role.refused","channel":"dingtalk","who":"bob","role":"admin","command":"/restart","times":1}
            {"time":"2026-11-22T10:00:00.007Z","event":"limit.exceeded","channel":"dingtalk","who":"bob","kind":"group","conversation":"cid1","limit":"textLength","times":1}
            {"time":"2026-11-22T10:00:00.007Z","event":"plugins.locked","file":"/etc/plugins.lock","by":"command line (root)","changes":[{"jar":"a.jar","sha256":"ab12","change":"added"}]}
            {"time":"2026-11-22T10:00:00.007Z","event":"config.loaded","file":"/etc/config.json","sha256":"ab12","change":"changed"}
            """);
  }

  @Test
  void whatOthersCallThemselvesCanNeitherMoveTheCursorNorFillTheLog() throws IOException {
    String nasty =
        "a\n{\"event\":\"x\"}\u001b[2J\u202e\u2028\u0085\u007f\ud800" + "x".repeat(5_000);
    try (AuditLog log = new AuditLog(new Workspace(directory), clock)) {
      log.record(decision("staffId:" + nasty, nasty));
    }
    List<String> lines = Files.readAllLines(folder.resolve("audit.jsonl"));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .hasSizeLessThan(1_200)
        .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\u2028\\u0085\\u007f]");
    JsonNode line = parsed(lines.get(0));
    assertThat(line.get("name").stringValue())
        .startsWith("a\n{\"event\":\"x\"}\u001b[2J\u202e\u2028\u0085\u007f")
        .endsWith("…");
    assertThat(line.get("event").stringValue()).isEqualTo("access.decided");
  }

  @Test
  void manyThreadsLoseNothing() throws Exception {
    List<Thread> threads = new ArrayList<>();
    try (AuditLog log = new AuditLog(new AuditFile(folder, 50_000, 100), clock, 100_000, PAUSE)) {
      for (int t = 0; t < 8; t++) {
        int number = t;
        threads.add(
            new Thread(
                () -> {
                  for (int i = 0; i < 1_000; i++) {
                    log.record(decision("staffId:" + number + "-" + i, "name"));
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(all().stream().map(line -> parsed(line).get("who").stringValue()))
        .hasSize(8_000)
        .doesNotHaveDuplicates();
  }

  @Test
  void nobodyWaitsForTheDiskAndWhatIsTooMuchIsCounted() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    AuditFile file =
        new AuditFile(
            folder,
            1_000_000,
            3,
            path -> {
              try {
                slow.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            });
    AuditLog log = new AuditLog(file, clock, 10, PAUSE);
    log.record(new GatewayStopped(0));
    await().until(() -> Files.exists(folder.resolve("audit.jsonl")));
    for (int i = 1; i <= 35; i++) {
      log.record(new GatewayStopped(i));
    }
    slow.countDown();
    log.close();
    List<String> lines = all();
    assertThat(lines).hasSize(12);
    assertThat(parsed(lines.get(11)).get("event").stringValue()).isEqualTo("audit.lost");
    assertThat(parsed(lines.get(11)).get("count").intValue()).isEqualTo(25);
  }

  @Test
  void aDiskThatFailsIsToldOnceAndWhatHappenedMeanwhileIsWrittenAfterwards() throws Exception {
    Files.writeString(folder, "a file where the folder should be");
    try (AuditLog log = new AuditLog(new AuditFile(folder, 1_000_000, 3), clock, 5, PAUSE)) {
      log.record(new GatewayStopped(1));
      await().until(() -> !said.list.isEmpty());
      for (int i = 2; i <= 20; i++) {
        log.record(new GatewayStopped(i));
      }
      Thread.sleep(PAUSE.toMillis() * 10);
      assertThat(said.list).hasSize(1);
      assertThat(said.list.get(0).getFormattedMessage())
          .contains("can not be written")
          .contains(folder.resolve("audit.jsonl").toString());
      Files.delete(folder);
      await().until(() -> said.list.size() == 2);
      assertThat(said.list.get(1).getFormattedMessage()).contains("is written again");
    }
    List<String> lines = all();
    assertThat(parsed(lines.get(0)).get("process").intValue()).isEqualTo(1);
    long lost =
        lines.stream()
            .map(AuditLogTest::parsed)
            .filter(line -> line.get("event").stringValue().equals("audit.lost"))
            .mapToLong(line -> line.get("count").longValue())
            .sum();
    assertThat(lines.stream().filter(line -> line.contains("gateway.stopped")).count() + lost)
        .isEqualTo(20);
    assertThat(said.list).hasSize(2);
  }

  @Test
  void aDiskThatStillFailsAtTheEndKeepsNobodyAndIsTold() throws Exception {
    Files.writeString(folder, "a file where the folder should be");
    AuditLog log = new AuditLog(new AuditFile(folder, 1_000_000, 3), clock, 5, PAUSE);
    log.record(new GatewayStopped(1));
    log.record(new GatewayStopped(2));
    log.close();
    assertThat(said.list.get(said.list.size() - 1).getFormattedMessage())
        .contains("2 event(s) are missing in the audit log");
  }

  @Test
  void isSilentWhenNothingHappens() {
    new AuditLog(new Workspace(directory), clock).close();
    assertThat(folder).doesNotExist();
    assertThat(said.list).isEmpty();
  }

  private static AccessDecided decision(String who, String name) {
    return new AccessDecided(
        "dingtalk", who, name, Conversation.Kind.DIRECT, "c1", true, "LISTED", 1);
  }

  private List<String> all() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static JsonNode parsed(String line) {
    return JsonMapper.builder().build().readTree(line);
  }
}
