package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.Conversation;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Messages that nobody asked for. */
class SendIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
  void reachesAPersonAndAGroupThroughARunningGateway() {
    String group = "group:" + simulator.group().id();
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      assertThat(send(0, "dingtalk", HAN_MEIMEI, "**one**")).contains("✓ Stored");
      assertThat(send(0, "dingtalk", HAN_MEIMEI, "two")).contains("✓ Stored");
      assertThat(send(0, "dingtalk", group, "for all")).contains("✓ Stored");
      await().atMost(PATIENCE).until(() -> simulator.replies().size() == 3);
      assertThat(texts(simulator.oneToOne(simulator.person(HAN_MEIMEI))))
          .containsExactly("**one**", "two");
      assertThat(texts(simulator.group())).containsExactly("for all");
      assertThat(simulator.replies()).extracting(Reply::via).containsOnly(Reply.Via.ROBOT_API);
      assertThat(gateway.terminate()).isZero();
    }
    assertThat(send(0, "dingtalk", HAN_MEIMEI, "later")).contains("✓ Stored");
    assertThat(simulator.replies()).hasSize(3);
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      await().atMost(PATIENCE).until(() -> simulator.replies().size() == 4);
      assertThat(gateway.terminate()).isZero();
    }
  }

  @Test
  void takesBackWhatWasSent() {
    String group = "group:" + simulator.group().id();
    String answered;
    try (NanobotProcess gateway = home.gateway("-v").awaitLine(CONNECTED)) {
      String toPerson = id(send(0, "dingtalk", HAN_MEIMEI, "oops"));
      String toGroup = id(send(0, "dingtalk", group, "oops for all"));
      await().atMost(PATIENCE).until(() -> simulator.replies().size() == 2);
      gateway.awaitLine("Sent " + toPerson);
      gateway.awaitLine("Sent " + toGroup);

      assertThat(recall(0, toPerson)).contains("✓ dingtalk has taken the message back");
      assertThat(recall(0, toGroup)).contains("✓ dingtalk has taken the message back");
      assertThat(simulator.replies()).hasSize(2).allMatch(Reply::recalled);
      assertThat(home.channelFolder("dingtalk").resolve("calls.json"))
          .as("two sends and two recalls")
          .content()
          .contains("\"api\":4");

      answered = simulator.say(HAN_MEIMEI, "hello").msgId() + "/1";
      gateway.awaitLine("Sent " + answered);
      assertThat(recall(1, answered)).contains("can not be taken back: the platform gave no ID");
      String late = id(send(0, "dingtalk", HAN_MEIMEI, "too late"));
      gateway.awaitLine("Sent " + late);
      simulator.faults().apiError("robot.processQueryKey.expired");
      assertThat(recall(1, late)).contains("too late to take this message back", "24 hours");
      assertThat(gateway.terminate()).isZero();
    }
    String waits = id(send(0, "dingtalk", HAN_MEIMEI, "later"));
    assertThat(recall(1, waits)).contains(waits + "\" is not sent yet");
    assertThat(recall(1, "nothing")).contains("\"nothing\" is not among those of dingtalk");
  }

  private static String id(String said) {
    Matcher id = Pattern.compile("✓ Stored as (\\S+);").matcher(said);
    assertThat(id.find()).as(said).isTrue();
    return id.group(1);
  }

  private String recall(int exitCode, String id) {
    return run(exitCode, "recall", "dingtalk", id);
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(send(1, "dingtalk", HAN_MEIMEI, "x")).contains("There is no message store yet");
    assertThat(send(1, "dingtlk", HAN_MEIMEI, "x"))
        .contains("There is no channel \"dingtlk\"")
        .contains("there are: dingtalk");
    assertThat(send(2, "dingtalk", HAN_MEIMEI, " ")).contains("The message is empty.");
    assertThat(send(2, "dingtalk", "group:", "x")).contains("\"group:\" is no ID.");
  }

  private List<String> texts(Conversation conversation) {
    return simulator.replies(conversation).stream().map(Reply::text).toList();
  }

  private String send(int exitCode, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "send";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return run(exitCode, all);
  }

  private String run(int exitCode, String... arguments) {
    try (NanobotProcess nanobot = home.run(arguments)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isEqualTo(exitCode);
      assertThat(nanobot.output()).doesNotContain("\tat ");
      return nanobot.output();
    }
  }
}
