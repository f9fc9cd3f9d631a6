package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static io.nanobot.channel.dingtalk.Simulation.STAFF_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class MessageRecallTest {
  private static final Conversation LI_LEI = Conversation.direct(STAFF_ID);
  private static final String LONG = "All work and no play.\n\n".repeat(1_500);

  private DingTalkSimulator dingTalk;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
  }

  private static OutboundMessage message(Conversation to, String text) {
    return new OutboundMessage("m1", to, text, List.of(), List.of(), Optional.empty(), Map.of());
  }

  @Test
  void takesAllPartsBackFromAPerson() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      OutboundMessage message = message(LI_LEI, LONG);
      Receipt receipt = robot.channel.send(message);
      assertThat(receipt.messageIds()).hasSizeGreaterThan(1);
      robot.write(LI_LEI, "stays");

      robot.channel.recall(message, receipt);

      List<Reply> stays = dingTalk.replies().stream().filter(it -> !it.recalled()).toList();
      assertThat(stays).extracting(Reply::text).containsExactly("stays");
    }
  }

  @Test
  void takesAMessageBackFromAGroupWithAConnectionOrWithout() throws Exception {
    OutboundMessage message = message(Conversation.group(dingTalk.group().id(), ""), "oops");
    Receipt receipt;
    try (Robot robot = Robot.connected()) {
      receipt = robot.channel.send(message);
    }
    try (Robot another = new Robot(Simulation.config())) {
      another.channel.recall(message, receipt);
    }
    assertThat(dingTalk.replies())
        .singleElement()
        .satisfies(it -> assertThat(it.recalled()).isTrue());
  }

  @Test
  void asksForTwentyAtOnce() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 21; i++) {
        ids.addAll(robot.write(LI_LEI, "message " + i).messageIds());
      }
      robot.channel.recall(message(LI_LEI, "all"), new Receipt(ids));

      assertThat(dingTalk.replies()).hasSize(21).allMatch(Reply::recalled);
      assertThat(dingTalk.requests("/v1.0/robot/otoMessages/batchRecall")).hasSize(2);
    }
  }

  @Test
  void tellsWhichPartsAreStillSeen() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      Receipt receipt = robot.write(LI_LEI, "hello");
      Receipt more = new Receipt(List.of(receipt.messageIds().get(0), "unknown"));

      ChannelException refusal =
          refusal(() -> robot.channel.recall(message(LI_LEI, "hello"), more));

      assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
      assertThat(refusal)
          .hasMessageContaining("has not taken back 1 of the message's 2 parts: ")
          .hasMessageContaining("does not know the message");
      assertThat(dingTalk.replies()).allMatch(Reply::recalled);
    }
  }

  @Test
  void countsAmongTheCallsOfTheChannelThatAGatewayRuns(@TempDir Path folder) throws Exception {
    try (Robot gateway = new Robot(Simulation.config(), folder);
        Robot command = new Robot(Simulation.config(), folder)) {
      Receipt receipt = gateway.write(LI_LEI, "oops");
      command.channel.recall(message(LI_LEI, "oops"), receipt);
      gateway.write(LI_LEI, "sorry");

      assertThat(folder.resolve("calls.json")).content().contains("\"api\":3");
    }
  }

  @Test
  void keepsToThePausesThatDingTalkWants() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      Receipt receipt = robot.write(LI_LEI, "hello");
      dingTalk.faults().blockAddress().times(1);
      Robot.Call recall = () -> robot.channel.recall(message(LI_LEI, "hello"), receipt);

      assertThat(refusal(recall).kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(refusal(recall).kind()).isEqualTo(Kind.RATE_LIMITED);
      assertThat(dingTalk.requests("/v1.0/robot/otoMessages/batchRecall"))
          .as("of the second attempt DingTalk hears nothing")
          .hasSize(1);
    }
  }

  @Test
  void tellsThatItIsTooLate() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      Receipt receipt = robot.write(LI_LEI, "hello");
      dingTalk.faults().apiError("robot.processQueryKey.expired");

      ChannelException refusal =
          refusal(() -> robot.channel.recall(message(LI_LEI, "hello"), receipt));

      assertThat(refusal).hasMessageContaining("It is too late to take this message back");
      assertThat(refusal.hint()).contains("24 hours");
    }
  }
}
