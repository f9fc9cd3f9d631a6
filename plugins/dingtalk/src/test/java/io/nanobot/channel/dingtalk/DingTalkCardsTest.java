package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.dingtalk.simulator.Card;
import io.nanobot.dingtalk.simulator.CardClick;
import io.nanobot.dingtalk.simulator.CardTemplate;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DingTalkCardsTest {
  private DingTalkSimulator dingTalk;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
  }

  @Test
  void showsAnAnswerInOneCardWhileItGrows() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      assertThat(robot.channel.streamingPause()).contains(Duration.ofMillis(200));

      Map<String, String> hints = robot.channel.show(answer(question, "It ", Map.of()));
      robot.channel.show(answer(question, "It rains", hints));
      Card card = dingTalk.cards().get(0);
      assertThat(card.state()).isEqualTo(Card.State.INPUTTING);
      var receipt = robot.channel.send(answer(question, "It rains **today**.", hints));

      assertThat(dingTalk.cards()).hasSize(1);
      assertThat(card.state()).isEqualTo(Card.State.FINISHED);
      assertThat(dingTalk.replies())
          .singleElement()
          .satisfies(it -> assertThat(it.text()).isEqualTo("It rains **today**."))
          .satisfies(it -> assertThat(it.via()).isEqualTo(Reply.Via.CARD));
      assertThat(receipt.messageIds())
          .containsExactly(card.reply().orElseThrow().processQueryKey().orElseThrow());
    }
  }

  @Test
  void showsAnAnswerInGroups() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "weather?");
      InboundMessage question = robot.heard();

      Map<String, String> hints = robot.channel.show(answer(question, "It ", Map.of()));
      robot.channel.send(answer(question, "It rains", hints));

      assertThat(dingTalk.replies(dingTalk.group()))
          .singleElement()
          .satisfies(it -> assertThat(it.text()).isEqualTo("It rains"));
    }
  }

  @Test
  void anotherGatewayEndsTheCardOfTheFirstAndMakesItsOwn() throws Exception {
    try (Robot one = Robot.connected(Simulation.withCard());
        Robot other = new Robot(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = one.heard();
      one.channel.show(answer(question, "It ", Map.of()));

      Map<String, String> hints = other.channel.show(answer(question, "It is", Map.of()));
      other.channel.send(answer(question, "It is sunny", hints));

      assertThat(dingTalk.replies())
          .extracting(Reply::text)
          .containsExactly("The answer goes on below.", "It is sunny");
      assertThat(dingTalk.cards())
          .extracting(Card::state)
          .containsExactly(Card.State.FAILED, Card.State.FINISHED);
    }
  }

  @Test
  void sendsMessageIfTheTemplateCanNotBeUsedAndMakesNoCardsForSomeTime() throws Exception {
    dingTalk.faults().refuseCardTemplate("param.templateUnpublished");
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = robot.heard();

      var refusal = refusal(() -> robot.channel.show(answer(question, "It ", Map.of())));
      assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
      assertThat(refusal).hasMessageContaining("not published");
      assertThat(robot.channel.streamingPause()).isEmpty();
      robot.channel.send(answer(question, "It rains", Map.of()));

      assertThat(dingTalk.replies())
          .singleElement()
          .satisfies(it -> assertThat(it.via()).isNotEqualTo(Reply.Via.CARD))
          .satisfies(it -> assertThat(it.text()).isEqualTo("It rains"));
    }
  }

  @Test
  void doesNotTakeCardForShownThatWasNotDelivered() throws Exception {
    dingTalk.faults().deliverNoCards();
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = robot.heard();

      assertThat(refusal(() -> robot.channel.show(answer(question, "It ", Map.of()))))
          .hasMessageContaining("did not deliver");
      dingTalk.faults().clear();
      robot.channel.send(answer(question, "It rains", Map.of()));

      assertThat(dingTalk.replies()).extracting(Reply::text).containsExactly("It rains");
    }
  }

  @Test
  void theLastFrameIsTriedAgainAndThenTheAnswerIsSentAsMessage() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      Map<String, String> hints = robot.channel.show(answer(question, "It ", Map.of()));
      dingTalk.faults().failCardStreaming();

      assertThat(refusal(() -> robot.channel.send(answer(question, "It rains", hints))).kind())
          .isEqualTo(Kind.UNAVAILABLE);
      robot.channel.send(answer(question, "It rains", hints));

      assertThat(dingTalk.replies()).extracting(Reply::text).containsExactly("It", "It rains");
    }
  }

  @Test
  void textThatIsTooLongForCardIsSentAsMessageAndTheCardSaysSo() throws Exception {
    dingTalk.faults().limitCardContent(100);
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      Map<String, String> hints = robot.channel.show(answer(question, "It ", Map.of()));
      String text = "It rains. ".repeat(20).strip();

      robot.channel.send(answer(question, text, hints));

      assertThat(dingTalk.replies())
          .extracting(Reply::text)
          .containsExactly("The answer follows as a message.", text);
      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.FAILED);
      assertThat(robot.channel.streamingPause()).as("the next may be shorter").isPresent();
    }
  }

  @Test
  void endsTheCardOfAnAnswerThatIsStopped() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      OutboundMessage draft = answer(question, "On the one hand", Map.of());
      robot.channel.show(draft);

      robot.channel.withdraw(draft);

      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.FINISHED);
      assertThat(dingTalk.replies().get(0).text()).isEqualTo("On the one hand\n\n*(stopped)*");
    }
  }

  @Test
  void endsTheCardOfAStoppedAnswerLaterIfItCanNotBeEndedNow() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      OutboundMessage draft = answer(robot.heard(), "On the one hand", Map.of());
      robot.channel.show(draft);
      dingTalk.faults().failCardStreaming().times(1);

      assertThat(refusal(() -> robot.channel.withdraw(draft)).kind()).isEqualTo(Kind.UNAVAILABLE);
      robot.channel.repairCards();

      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.FAILED);
      assertThat(dingTalk.replies().get(0).text()).isEqualTo("On the one hand\n\n*(stopped)*");
    }
  }

  @Test
  void endsTheCardOfAStoppedAnswerLaterIfTheHostGaveUpWaiting() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      OutboundMessage draft = answer(robot.heard(), "On the one hand", Map.of());
      robot.channel.show(draft);

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> robot.channel.withdraw(draft))
          .isInstanceOf(InterruptedException.class);
      robot.channel.repairCards();

      assertThat(dingTalk.replies().get(0).text()).isEqualTo("On the one hand\n\n*(stopped)*");
    }
  }

  @Test
  void doesNotTryAgainToEndTheCardOfAStoppedAnswerThatIsGone() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      OutboundMessage draft = answer(robot.heard(), "On the one hand", Map.of());
      robot.channel.show(draft);
      dingTalk.faults().apiError("param.cardNotExist").times(1);

      assertThat(refusal(() -> robot.channel.withdraw(draft)).kind()).isEqualTo(Kind.REJECTED);
      robot.channel.repairCards();

      assertThat(dingTalk.requests("/v1.0/card/streaming")).hasSize(1);
    }
  }

  @Test
  void tellsThatTheTemplateHasNoSuchVariableAndMakesNoCardsForLong() throws Exception {
    MovableClock clock = new MovableClock();
    CardConfig card = new CardConfig(CardTemplate.DEMO.id(), "msgContent", Duration.ofMillis(200));
    DingTalkConfig config =
        Simulation.with(Simulation.withCard(), Map.of("card", Optional.of(card)));
    try (Robot robot = new Robot(config, clock)) {
      robot.channel.connect();
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      Map<String, String> hints = robot.channel.show(answer(question, "It ", Map.of()));

      ChannelException refusal =
          refusal(() -> robot.channel.show(answer(question, "It rains", hints)));
      assertThat(refusal)
          .hasMessageStartingWith(
              "DingTalk does not write into cards of this template (unknownErr");
      assertThat(refusal.hint()).contains("card.contentKey", "streaming");
      assertThat(robot.channel.streamingPause()).isEmpty();
      clock.advance(Duration.ofMinutes(2));
      assertThat(robot.channel.streamingPause()).as("DingTalk may be out of order").isPresent();

      OutboundMessage whole = answer(question, "It rains.", hints);
      assertThat(refusal(() -> robot.channel.send(whole)).kind()).isEqualTo(Kind.UNAVAILABLE);
      robot.channel.send(whole);
      assertThat(dingTalk.replies().get(1).text()).isEqualTo("It rains.");
      clock.advance(Duration.ofMinutes(29));
      assertThat(robot.channel.streamingPause()).as("it has not passed").isEmpty();
      clock.advance(Duration.ofMinutes(2));
      assertThat(robot.channel.streamingPause()).isPresent();
    }
  }

  @Test
  void anotherGatewaySendsTheCompleteAnswerIntoTheCardOfTheFirst() throws Exception {
    try (Robot one = Robot.connected(Simulation.withCard());
        Robot other = new Robot(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = one.heard();
      Map<String, String> hints = one.channel.show(answer(question, "It ", Map.of()));

      other.channel.send(answer(question, "It is sunny", hints));

      assertThat(dingTalk.replies()).extracting(Reply::text).containsExactly("It is sunny");
    }
  }

  @Test
  void endsCardsThatAnEarlierProcessHasLeft(@TempDir Path folder) throws Exception {
    try (Robot robot = new Robot(Simulation.withCard(), folder)) {
      robot.channel.connect();
      Simulation.say("weather?");
      robot.channel.show(answer(robot.heard(), "It ", Map.of()));
      robot.channel.repairCards();
      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.PROCESSING);
    }
    endProcess(folder);
    try (Robot robot = new Robot(Simulation.withCard(), folder)) {
      robot.channel.repairCards();

      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.FAILED);
      assertThat(dingTalk.replies().get(0).text()).contains("cut off");
    }
  }

  @Test
  void doesNotEndTheCardOfAnAnswerThatAnotherChannelOfThisProcessHasBegun(@TempDir Path folder)
      throws Exception {
    InboundMessage question = begun(folder);
    try (Robot robot = new Robot(Simulation.withCard(), folder)) {
      robot.channel.repairCards();
      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.PROCESSING);
      robot.channel.send(answer(question, "It rains", Map.of()));

      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.FINISHED);
      assertThat(dingTalk.replies()).extracting(Reply::text).containsExactly("It rains");
    }
  }

  @Test
  void doesNotEndACardOfAnEarlierProcessThatIsWrittenOn(@TempDir Path folder) throws Exception {
    InboundMessage question = begun(folder);
    endProcess(folder);
    try (Robot robot = new Robot(Simulation.withCard(), folder)) {
      robot.channel.show(answer(question, "It rains", Map.of()));
      robot.channel.repairCards();
      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.INPUTTING);
    }
    try (Robot another = new Robot(Simulation.withCard(), folder)) {
      another.channel.repairCards();
      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.INPUTTING);
      another.channel.send(answer(question, "It rains.", Map.of()));

      assertThat(dingTalk.replies()).extracting(Reply::text).containsExactly("It rains.");
    }
  }

  @Test
  void doesNotEndACardOfAnEarlierProcessWhoseAnswerIsTriedAgain(@TempDir Path folder)
      throws Exception {
    InboundMessage question = begun(folder);
    endProcess(folder);
    try (Robot robot = new Robot(Simulation.withCard(), folder)) {
      OutboundMessage whole = answer(question, "It rains.", Map.of());
      dingTalk.faults().failCardStreaming().times(1);
      refusal(() -> robot.channel.send(whole));
      robot.channel.repairCards();
      robot.channel.send(whole);

      assertThat(dingTalk.replies()).extracting(Reply::text).containsExactly("It rains.");
    }
  }

  /** The question whose answer is shown by a channel that is gone. */
  private static InboundMessage begun(Path folder) throws Exception {
    try (Robot robot = new Robot(Simulation.withCard(), folder)) {
      robot.channel.connect();
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      robot.channel.show(answer(question, "It ", Map.of()));
      return question;
    }
  }

  /** What this process has noted is another one's from now on. */
  private static void endProcess(Path folder) throws Exception {
    Path noted = folder.resolve("open-cards.json");
    String json = Files.readString(noted);
    assertThat(json).contains(ThisProcess.mark());
    Files.writeString(noted, json.replace(ThisProcess.mark(), "another process"));
  }

  @Test
  void endsACardLaterThatCanNotBeEndedNow() throws Exception {
    try (Robot robot = new Robot(Simulation.withCard())) {
      robot.channel.connect();
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      Map<String, String> hints = robot.channel.show(answer(question, "It ", Map.of()));
      dingTalk.faults().failCardStreaming();
      OutboundMessage whole = answer(question, "It rains.", hints);
      refusal(() -> robot.channel.send(whole)); // it may pass
      robot.channel.send(whole);
      Card card = dingTalk.cards().get(0);
      assertThat(dingTalk.replies().get(1).text()).isEqualTo("It rains.");

      robot.channel.repairCards();
      assertThat(card.state()).isEqualTo(Card.State.PROCESSING);
      dingTalk.faults().clear();
      robot.channel.send(whole); // as after a crash: nothing is written into that card any more
      assertThat(card.state()).isEqualTo(Card.State.PROCESSING);
      robot.channel.repairCards();

      assertThat(card.state()).isEqualTo(Card.State.FAILED);
      assertThat(dingTalk.replies().get(0).text()).contains("follows as a message");
    }
  }

  @Test
  void givesACardUpThatDingTalkDoesNotEnd(@TempDir Path folder) throws Exception {
    begun(folder);
    endProcess(folder);
    try (Robot robot = new Robot(Simulation.withCard(), folder)) {
      dingTalk.faults().failCardStreaming();
      for (int i = 0; i < 10; i++) {
        robot.channel.repairCards();
      }
      dingTalk.faults().clear();
      robot.channel.repairCards();

      assertThat(dingTalk.cards().get(0).state()).isEqualTo(Card.State.PROCESSING);
    }
  }

  @Test
  void notifiesWhoeverHasAskedInAGroup() throws Exception {
    DingTalkConfig config = Simulation.with(Simulation.withCard(), Map.of("mentionSender", true));
    try (Robot robot = Robot.connected(config)) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "weather?");
      robot.channel.show(answer(robot.heard(), "It ", Map.of()));

      assertThat(dingTalk.replies().get(0).atUserIds()).containsExactly(Simulation.STAFF_ID);
    }
  }

  @Test
  void theStopButtonIsTheCommandOfWhoHasAsked() throws Exception {
    try (Robot robot = Robot.connected(Simulation.withCard())) {
      Simulation.say("weather?");
      InboundMessage question = robot.heard();
      robot.channel.show(answer(question, "On the one hand", Map.of()));
      Card card = dingTalk.cards().get(0);

      CardClick others = dingTalk.press(card, dingTalk.outsideContact(), CardTemplate.STOP);
      assertThat(dingTalk.awaitAck(others, Simulation.PATIENCE)).isTrue();
      CardClick alike =
          dingTalk.press(
              card,
              dingTalk.person(Simulation.STAFF_ID),
              CardTemplate.STOP,
              data -> data.replace(Simulation.STAFF_ID, Simulation.STAFF_ID + " "));
      assertThat(dingTalk.awaitAck(alike, Simulation.PATIENCE)).isTrue();
      CardClick click =
          dingTalk.press(card, dingTalk.person(Simulation.STAFF_ID), CardTemplate.STOP);
      assertThat(dingTalk.awaitAck(click, Simulation.PATIENCE)).isTrue();

      assertThat(click.worked()).isTrue();
      InboundMessage stop = robot.heard(2).get(1);
      assertThat(stop.text()).isEqualTo("/stop");
      assertThat(stop.sender().identity().value()).isEqualTo(Simulation.STAFF_ID);
      assertThat(stop.sender().aliases())
          .as("by which the host may know them")
          .isEqualTo(question.sender().aliases())
          .hasSize(2);
      assertThat(stop.conversation().id()).isEqualTo(Simulation.STAFF_ID);
      assertThat(robot.host.messages()).hasSize(2);
    }
  }

  @Test
  void withoutTemplateNoCardIsMade() throws Exception {
    try (Robot robot = Robot.connected()) {
      assertThat(robot.channel.streamingPause()).isEmpty();
      assertThat(dingTalk.awaitConnections(1, Simulation.PATIENCE)).isTrue();
      assertThat(dingTalk.connections().get(0).topics()).hasSize(1);
    }
  }

  @Test
  void noCardsAreMadeNearTheEndOfTheQuota() throws Exception {
    DingTalkConfig config = Simulation.with(Simulation.withCard(), Map.of("monthlyApiCalls", 1L));
    try (Robot robot = Robot.connected(config)) {
      Simulation.say("weather?");
      robot.channel.show(answer(robot.heard(), "It ", Map.of()));

      assertThat(robot.channel.streamingPause()).isEmpty();
    }
  }

  @Test
  void showsThinkingReactionAndTakesItBack() throws Exception {
    try (Robot robot = Robot.connected()) {
      var said = Simulation.say("weather?");
      InboundMessage question = robot.heard();

      dingTalk.faults().failReactions().times(1);
      robot.channel.working(question);
      assertThat(said.reactions()).hasSize(1);
      robot.channel.idle(question);

      await().untilAsserted(() -> assertThat(said.reactions()).isEmpty());
    }
  }

  @Test
  void aChannelThatReplacesAnotherTakesItsThinkingReactionBack() throws Exception {
    try (Robot one = Robot.connected();
        Robot other = new Robot(Simulation.config())) {
      var said = Simulation.say("weather?");
      InboundMessage question = one.heard();
      one.channel.working(question);
      assertThat(said.reactions()).hasSize(1);

      other.channel.idle(question);

      await().untilAsserted(() -> assertThat(said.reactions()).isEmpty());
    }
  }

  private static OutboundMessage answer(
      InboundMessage question, String text, Map<String, String> hints) {
    Map<String, String> all = new HashMap<>(question.replyHints());
    all.putAll(hints);
    return new OutboundMessage(
        question.id() + "/1",
        question.conversation(),
        text,
        List.of(),
        List.of(),
        Optional.of(question.id()),
        all);
  }
}
