package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands about dead letters, beside a gateway. */
class DeadLettersIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** DingTalk's word for what its rules do not allow. */
  private static final int FORBIDDEN = 430102;

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
  void aReplyThatWasGivenUpIsShownAndSentWhileTheGatewayRuns() {
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      simulator.faults().webhookError(FORBIDDEN);
      SentMessage hello = simulator.say(HAN_MEIMEI, "between\nyou and me");
      gateway.awaitLine("Send to dingtalk failed with a non-retryable");
      simulator.faults().clear();

      assertThat(done("deadletters", "list", "--channel", "other")).contains("No dead letters.");
      assertThat(done("deadletters", "list"))
          .contains("1 ", "dingtalk", "attempts=1", Integer.toString(FORBIDDEN))
          .doesNotContain("you and me");
      assertThat(done("deadletters", "show", "1"))
          .contains("an answer that the channel did not send", "between\nyou and me")
          .doesNotContain("session=")
          .doesNotContain("http");
      assertThat(done("deadletters", "retry", "1")).contains("Dead letter 1 waits again.");

      assertThat(simulator.awaitReply(hello, PATIENCE).orElseThrow().text())
          .isEqualTo("between  \n  you and me"); // how DingTalk keeps a line's end
      assertThat(done("deadletters", "retry", "--all")).contains("Nothing to do");
      assertThat(refused("deadletters", "show", "1")).contains("There is no dead letter 1;");
      assertThat(refused("deadletters", "purge", "1")).contains("There is no dead letter 1;");
    }
  }

  @Test
  void withoutAStoreThereIsNothingToShow() {
    assertThat(done("deadletters", "list")).contains("There is no message store yet");
    assertThat(refused("deadletters", "show", "1")).contains("There is no message store yet");
  }

  @Test
  void wantsToKnowWhichOnes() {
    try (NanobotProcess nanobot = home.run("deadletters", "purge")) {
      assertThat(nanobot.exitCode()).isEqualTo(2);
      assertThat(nanobot.output()).contains("Name the IDs, or say --all.");
    }
  }

  private String done(String... arguments) {
    return output(0, arguments);
  }

  private String refused(String... arguments) {
    return output(1, arguments);
  }

  private String output(int exitCode, String... arguments) {
    try (NanobotProcess nanobot = home.run(arguments)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isEqualTo(exitCode);
      assertThat(nanobot.output()).doesNotContain("\tat ");
      return nanobot.output();
    }
  }
}
