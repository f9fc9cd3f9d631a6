package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands about the message store, beside a gateway and without one. */
class StoreCommandsIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;
  private Home home;

  @BeforeEach
  void configure() {
    home = new Home(directory).with(Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI)));
  }

  @Test
  void aStoreIsLookedAtAndCopiedWhileTheGatewayRuns() throws Exception {
    String backup = directory.resolve("backup.db").toString();
    try (NanobotProcess gateway =
        home.gateway().awaitLine("DingTalk channel connected via Stream Mode")) {
      assertThat(simulator.awaitReply(simulator.say(HAN_MEIMEI, "hello"), PATIENCE)).isPresent();

      assertThat(run(0, "store", "status"))
          .contains("SQLite ", "version 1", "dead letters:", "Nothing waits.");
      assertThat(run(0, "store", "verify")).contains("is sound");
      assertThat(run(0, "store", "backup", backup)).contains("✓ Copied 2 messages");
      assertThat(run(1, "store", "backup", backup)).contains("is there already");
      assertThat(run(1, "store", "restore", backup)).contains("Another gateway works on");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
    Path other = Files.createDirectories(directory.resolve("other"));
    assertThat(run(1, "store", "restore", backup)).contains("is not empty");
    assertThat(run(0, "store", "restore", backup, "-w", other.toString()))
        .contains("✓ Copied 2 messages");
    assertThat(run(0, "store", "verify", "-w", other.toString())).contains("is sound");
  }

  @Test
  void withoutAStoreThereIsNothingToCopy() {
    assertThat(run(0, "store", "status")).contains("There is no message store yet");
    assertThat(run(1, "store", "verify")).contains("There is no message store yet");
    assertThat(run(1, "store", "backup", directory.resolve("backup.db").toString()))
        .contains("There is no message store yet");
  }

  private String run(int exitCode, String... arguments) {
    try (NanobotProcess nanobot = home.run(arguments)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isEqualTo(exitCode);
      assertThat(nanobot.output()).doesNotContain("\tat ");
      return nanobot.output();
    }
  }
}
