package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static io.nanobot.channel.dingtalk.ScriptedSession.BUSY;
import static io.nanobot.channel.dingtalk.ScriptedSession.OVER;
import static io.nanobot.channel.dingtalk.ScriptedSession.TAKEN;
import static io.nanobot.channel.dingtalk.ScriptedSession.UNCLEAR;
import static io.nanobot.channel.dingtalk.Simulation.STAFF_ID;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that DingTalk takes in parts only. */
@Timeout(60)
final class DingTalkLongRepliesTest {
  private static final Conversation LI_LEI = Conversation.direct(STAFF_ID);
  private static final String THREE_PARTS = "Some words, and more. ".repeat(1_800).strip();

  @TempDir Path data;
  private DingTalkSimulator dingTalk;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
    dingTalk.revokeTokens();
  }

  private static String numbers(List<String> texts) {
    return texts.stream().map(it -> it.substring(it.lastIndexOf('('))).collect(joining());
  }

  private static String words(List<String> texts) {
    return texts.stream().map(it -> it.substring(0, it.lastIndexOf("\n\n("))).collect(joining(" "));
  }

  private List<String> replies() {
    return dingTalk.replies().stream().map(Reply::text).toList();
  }

  // against the simulator, which keeps DingTalk's limits

  @Test
  void comesInOrderThroughTheWebhook() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "tell me all");
      robot.answer(robot.heard(), THREE_PARTS, List.of(new Identity("staffId", STAFF_ID)));
      assertThat(dingTalk.replies()).hasSize(3).allMatch(it -> it.via() == Reply.Via.WEBHOOK);
      assertThat(numbers(replies())).isEqualTo("(1/3)(2/3)(3/3)");
      assertThat(words(replies()).replace(" @" + STAFF_ID, "")).isEqualTo(THREE_PARTS);
      assertThat(dingTalk.replies().get(0).atUserIds()).containsExactly(STAFF_ID);
      assertThat(dingTalk.replies().get(0).text()).contains("more. @" + STAFF_ID);
      assertThat(dingTalk.replies().get(1).atUserIds()).isEmpty();
    }
  }

  @Test
  void comesInOrderThroughTheRobotApiWithTheIdsOfAllParts() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      Receipt receipt = robot.write(LI_LEI, THREE_PARTS);
      assertThat(numbers(replies())).isEqualTo("(1/3)(2/3)(3/3)");
      assertThat(words(replies())).isEqualTo(THREE_PARTS);
      assertThat(receipt.messageIds())
          .isEqualTo(
              dingTalk.replies().stream().map(it -> it.processQueryKey().orElseThrow()).toList())
          .hasSize(3);
    }
  }

  @Test
  void textOfTheDearestCharactersIsTaken() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("hello");
      String dear = "\"\\\\\" 好😀 | ".repeat(5_000);
      robot.answer(robot.heard(), "```\n" + dear + "\n```");
      dingTalk.faults().expireWebhooks();
      int inSession = dingTalk.replies().size();
      robot.answer(robot.heard(), "```\n" + dear + "\n```");
      assertThat(dingTalk.replies()).hasSize(2 * inSession);
    }
  }

  @Test
  void personWithoutStaffIdGetsThePartsOfTheSession() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.say(dingTalk.outsideContact(), "hello from outside");
      robot.answer(robot.heard(), "\"word\" ".repeat(2_500));
      assertThat(numbers(replies())).as("its limit is wider").isEqualTo("(1/2)(2/2)");
    }
  }

  @Test
  void mentionsEverybody() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "who?");
      robot.answer(robot.heard(), "Lunch!", List.of(Mentions.EVERYBODY));
      assertThat(replies()).containsExactly("Lunch! @all");
      assertThat(dingTalk.replies().get(0).raw()).contains("\"isAtAll\":true");
    }
  }

  // against a session that fails in between

  private List<String> attempts(ScriptedSession session, OutboundMessage... messages)
      throws Exception {
    for (OutboundMessage message : messages) {
      try (Robot robot = new Robot(session.config(), data)) {
        robot.channel.send(message);
      }
    }
    return session.texts();
  }

  @Test
  void partThatFailsDoesNotRepeatThoseBeforeIt() throws Exception {
    try (ScriptedSession session = new ScriptedSession(TAKEN, BUSY);
        Robot robot = new Robot(session.config(), data)) {
      OutboundMessage message = session.message("m", LI_LEI, THREE_PARTS);
      assertThat(refusal(() -> robot.channel.send(message)).kind()).isEqualTo(Kind.UNAVAILABLE);
      robot.channel.send(message);
      assertThat(numbers(session.texts())).isEqualTo("(1/3)(2/3)(2/3)(3/3)");
    }
  }

  @Test
  void partWhoseOutcomeIsUncertainIsTheOnlyOneThatComesAgain() throws Exception {
    try (ScriptedSession session = new ScriptedSession(TAKEN, TAKEN, UNCLEAR);
        Robot robot = new Robot(session.config(), data)) {
      OutboundMessage message = session.message("m", LI_LEI, THREE_PARTS);
      assertThat(refusal(() -> robot.channel.send(message)).kind()).isEqualTo(Kind.UNCERTAIN);
      robot.channel.send(message);
      assertThat(numbers(session.texts())).isEqualTo("(1/3)(2/3)(3/3)(3/3)");
    }
  }

  @Test
  void goesOnAfterRestart() throws Exception {
    try (ScriptedSession session = new ScriptedSession(TAKEN, BUSY)) {
      OutboundMessage message = session.message("m", LI_LEI, THREE_PARTS);
      try (Robot robot = new Robot(session.config(), data)) {
        refusal(() -> robot.channel.send(message));
      }
      assertThat(numbers(attempts(session, message))).isEqualTo("(1/3)(2/3)(2/3)(3/3)");
      assertThat(data.resolve("sent-parts")).isEmptyDirectory();
    }
  }

  @Test
  void otherMessagesStartAtTheirFirstPart() throws Exception {
    try (ScriptedSession session = new ScriptedSession(TAKEN, BUSY)) {
      try (Robot robot = new Robot(session.config(), data)) {
        refusal(() -> robot.channel.send(session.message("m", LI_LEI, THREE_PARTS)));
      }
      OutboundMessage otherText = session.message("m", LI_LEI, "Other " + THREE_PARTS);
      OutboundMessage otherId = session.message("n", LI_LEI, THREE_PARTS);
      assertThat(numbers(attempts(session, otherText, otherId)))
          .isEqualTo("(1/3)(2/3)" + "(1/3)(2/3)(3/3)" + "(1/3)(2/3)(3/3)");
    }
  }

  @Test
  void sameMessageOnceMoreIsSentOnceMore() throws Exception {
    try (ScriptedSession session = new ScriptedSession()) {
      OutboundMessage message = session.message("m", LI_LEI, THREE_PARTS);
      assertThat(numbers(attempts(session, message, message)))
          .isEqualTo("(1/3)(2/3)(3/3)".repeat(2));
    }
  }

  @Test
  void sessionThatEndsInBetweenNeitherRepeatsNorLosesParts() throws Exception {
    try (ScriptedSession session = new ScriptedSession(TAKEN, OVER);
        Robot robot = new Robot(session.config(), data)) {
      Receipt receipt = robot.channel.send(session.message("m", LI_LEI, THREE_PARTS));
      assertThat(numbers(session.texts())).isEqualTo("(1/3)(2/3)");
      assertThat(numbers(replies())).isEqualTo("(2/3)(3/3)");
      List<String> seen = List.of(session.texts().get(0), replies().get(0), replies().get(1));
      assertThat(words(seen)).isEqualTo(THREE_PARTS);
      assertThat(receipt.messageIds()).as("the first part can not be taken back").isEmpty();
    }
  }

  @Test
  void oneOfSeveralMessagesDoesNotDisturbTheOthers() throws Exception {
    try (ScriptedSession session = new ScriptedSession(TAKEN, BUSY, TAKEN, BUSY);
        Robot robot = new Robot(session.config(), data)) {
      List<OutboundMessage> messages =
          IntStream.of(0, 1).mapToObj(i -> session.message("m" + i, LI_LEI, THREE_PARTS)).toList();
      for (OutboundMessage message : messages) {
        refusal(() -> robot.channel.send(message));
      }
      for (OutboundMessage message : messages) {
        robot.channel.send(message);
      }
      assertThat(numbers(session.texts()))
          .isEqualTo("(1/3)(2/3)".repeat(2) + "(2/3)(3/3)".repeat(2));
    }
  }
}
