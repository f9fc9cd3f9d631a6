package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.Utterance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How much those may send who are admitted, through the real plugin. */
class LimitsIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final String LI_LEI = "manager7675";
  private static final String ZHANG_WEI = "zhangwei42";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  @Test
  void takesNoMessageThatIsTooLargeAndPausesWhatLooksLikeALoop() {
    Home home = home(Map.of("loopMessages", 3, "textLength", 30, "attachments", 1));
    try (NanobotProcess gateway = connected(home)) {
      SentMessage tooLong = simulator.say(LI_LEI, "one character more than thirty!");
      gateway.awaitLine("it is beyond security.limits.textLength (31 characters)");
      SentMessage tooMany =
          simulator.say(
              Utterance.by(simulator.person(ZHANG_WEI), "")
                  .attaching(picture("a.png"), picture("b.png")));
      gateway.awaitLine("it is beyond security.limits.attachments (2)");
      reply(simulator.say(HAN_MEIMEI, "one"));
      reply(simulator.say(HAN_MEIMEI, "two"));
      SentMessage third = simulator.say(HAN_MEIMEI, "three");
      gateway.awaitLine("it is beyond security.limits.loopMessages (3 in 60 s)");
      SentMessage paused = simulator.say(HAN_MEIMEI, "four");
      assertThat(simulator.awaitAck(paused, PATIENCE)).isTrue();
      reply(simulator.sayInGroup(HAN_MEIMEI, "elsewhere"));

      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(texts(third))
          .singleElement()
          .asString()
          .startsWith("So many messages look like two bots that answer each other");
      assertThat(texts(paused)).isEmpty();
      assertThat(texts(tooLong))
          .containsExactly("Your message is too long: it has 31 characters, and 30 are possible.");
      assertThat(texts(tooMany))
          .containsExactly("Your message has 2 attachments, and 1 are possible.");
      assertThat(exceeded(home)).containsOnly("textLength", "attachments", "loopMessages");
    }
  }

  @Test
  void aPersonHasOneRateOverAllConversations() {
    Home home = home(Map.of("messagesPerMinute", 1));
    try (NanobotProcess gateway = connected(home)) {
      reply(simulator.say(HAN_MEIMEI, "one"));
      SentMessage second = simulator.sayInGroup(HAN_MEIMEI, "two");
      gateway.awaitLine("it is beyond security.limits.messagesPerMinute (1)");
      assertThat(reply(second)).startsWith("That were too many messages at once.");

      assertThat(reply(simulator.sayInGroup(LI_LEI, "others go on"))).isEqualTo("others go on");
      assertThat(gateway.terminate()).isZero();
      assertThat(exceeded(home)).containsExactly("messagesPerMinute");
    }
  }

  @Test
  void aConversationHasOneRateForAllWhoAreInIt() {
    Home home = home(Map.of("conversationMessagesPerMinute", 1));
    try (NanobotProcess gateway = connected(home)) {
      reply(simulator.sayInGroup(HAN_MEIMEI, "one"));
      SentMessage second = simulator.sayInGroup(LI_LEI, "two");
      gateway.awaitLine("it is beyond security.limits.conversationMessagesPerMinute (1)");
      assertThat(reply(second)).startsWith("That were too many messages at once.");

      assertThat(reply(simulator.say(LI_LEI, "alone"))).isEqualTo("alone");
      assertThat(gateway.terminate()).isZero();
      assertThat(exceeded(home)).containsExactly("conversationMessagesPerMinute");
    }
  }

  @Test
  void whatAChannelWantsBackWithTheReplyIsBounded() {
    Home home = home(Map.of());
    try (NanobotProcess gateway = connected(home)) {
      SentMessage fault =
          simulator.say(
              Utterance.by(simulator.person(HAN_MEIMEI), "hello")
                  .forged(data -> data.replace("Han Meimei", "x".repeat(20_000))));
      gateway.awaitLine("it is beyond security.limits.replyHints");
      assertThat(simulator.awaitAck(fault, PATIENCE)).isTrue();
      reply(simulator.say(HAN_MEIMEI, "and now?"));

      assertThat(gateway.terminate()).isZero();
      assertThat(fault.replies()).isEmpty();
      assertThat(exceeded(home)).containsExactly("replyHints");
    }
  }

  private static SharedFile picture(String name) {
    return SharedFile.picture(name, new byte[] {1});
  }

  private static List<String> exceeded(Home home) {
    return home.audit().stream()
        .filter(line -> line.get("event").stringValue().equals("limit.exceeded"))
        .map(line -> line.get("limit").stringValue())
        .toList();
  }

  private Home home(Map<String, ?> limits) {
    return new Home(directory)
        .with(Map.of("dingtalk", Home.dingtalk(simulator, "*")), Map.of("limits", limits));
  }

  private static NanobotProcess connected(Home home) {
    return home.gateway().awaitLine("DingTalk channel connected via Stream Mode");
  }

  private String reply(SentMessage message) {
    return simulator.awaitReply(message, PATIENCE).orElseThrow().text();
  }

  private static List<String> texts(SentMessage message) {
    return message.replies().stream().map(reply -> reply.text()).toList();
  }
}
