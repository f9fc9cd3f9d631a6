package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static io.nanobot.channel.dingtalk.Simulation.STAFF_ID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Reply;
import java.lang.Thread.State;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DingTalkRepliesTest {
  private static final String TOKEN = "/v1.0/oauth2/accessToken";
  private static final String BATCH_SEND = "/v1.0/robot/oToMessages/batchSend";
  private static final String SEND_BY_SESSION = "/robot/sendBySession";
  private static final Conversation LI_LEI = Conversation.direct(STAFF_ID);

  private DingTalkSimulator dingTalk;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
    dingTalk.revokeTokens();
  }

  private Reply onlyReply() {
    assertThat(dingTalk.replies()).hasSize(1);
    return dingTalk.replies().get(0);
  }

  // which way

  @Test
  void answersThroughTheWebhookWithoutToken() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("hello");
      robot.answer(robot.heard(), "# Good **morning**\n\nHow are you?");
      assertThat(onlyReply().via()).isEqualTo(Reply.Via.WEBHOOK);
      assertThat(onlyReply().msgtype()).isEqualTo("markdown");
      assertThat(onlyReply().title()).isEqualTo("Good morning");
      assertThat(onlyReply().text()).isEqualTo("# Good **morning**\n\nHow are you?");
      assertThat(dingTalk.requests(TOKEN)).isEmpty();
    }
  }

  @Test
  void mentionsWhoeverHasAskedIfThatIsWanted() throws Exception {
    DingTalkConfig config = Simulation.with(Simulation.config(), Map.of("mentionSender", true));
    try (Robot robot = Robot.connected(config)) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "who is on duty?");
      robot.answer(robot.heard(), "You.");
      assertThat(onlyReply().atUserIds()).containsExactly(STAFF_ID);
      assertThat(onlyReply().text()).isEqualTo("You. @" + STAFF_ID);

      Simulation.say("hello");
      robot.answer(robot.heard(2).get(1), "Hi!");
      assertThat(dingTalk.replies().get(1).atUserIds()).isEmpty();
    }
  }

  @Test
  void mentionsPeopleInGroup() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "who is on duty?");
      robot.answer(robot.heard(), "You are", List.of(new Identity("staffId", STAFF_ID)));
      assertThat(onlyReply().conversation()).isEqualTo(dingTalk.group());
      assertThat(onlyReply().atUserIds()).containsExactly(STAFF_ID);
      assertThat(onlyReply().text()).isEqualTo("You are @" + STAFF_ID);
    }
  }

  @Test
  void usesTheRobotApiWhenDingTalkNoLongerKnowsTheSession() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("hello");
      InboundMessage question = robot.heard();
      dingTalk.faults().expireWebhooks();
      var receipt = robot.answer(question, "still here");
      assertThat(onlyReply().via()).isEqualTo(Reply.Via.ROBOT_API);
      assertThat(onlyReply().msgtype()).isEqualTo("sampleMarkdown");
      assertThat(receipt.messageIds()).containsExactly(onlyReply().processQueryKey().orElseThrow());
    }
  }

  @Test
  void usesTheRobotApiInGroupWhenTheSessionIsAboutToEnd() throws Exception {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(86));
    try (Robot robot = new Robot(Simulation.config(), late)) {
      robot.channel.connect();
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.sayInGroup(Simulation.NAME, "hello");
      robot.answer(robot.heard(), "hello all");
      assertThat(onlyReply().via()).isEqualTo(Reply.Via.ROBOT_API);
      assertThat(onlyReply().conversation()).isEqualTo(dingTalk.group());
      assertThat(dingTalk.requests(SEND_BY_SESSION)).isEmpty();
    }
  }

  @Test
  void answersPersonWithoutStaffIdInTheSessionOnly() throws Exception {
    try (Robot robot = Robot.connected()) {
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.say(dingTalk.outsideContact(), "hello from outside");
      InboundMessage question = robot.heard();
      assertThat(question.sender().identity().scheme()).isEqualTo("senderId");
      robot.answer(question, "welcome");
      assertThat(onlyReply().text()).isEqualTo("welcome");
      dingTalk.faults().expireWebhooks();
      ChannelException refusal = refusal(() -> robot.answer(question, "too late"));
      assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
      assertThat(refusal).hasMessageContaining("Staff ID");
      assertThat(refusal.hint()).contains("write again");
    }
  }

  @Test
  void triesTheSessionOfPersonWithoutStaffIdUntilDingTalkEndsIt() throws Exception {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(86));
    try (Robot robot = new Robot(Simulation.config(), late)) {
      robot.channel.connect();
      dingTalk.awaitConnections(1, Simulation.PATIENCE);
      dingTalk.say(dingTalk.outsideContact(), "hello from outside");
      robot.answer(robot.heard(), "just in time");
      assertThat(onlyReply().via()).isEqualTo(Reply.Via.WEBHOOK);
      assertThat(onlyReply().text()).isEqualTo("just in time");
    }
  }

  @Test
  void sessionThatDoesNotSayWhetherItTookTheMessageLeavesTheOutcomeUncertain() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Robot robot = new Robot(Simulation.answeringAt(base))) {
      var hints =
          Map.of(
              DingTalkMessages.WEBHOOK,
              base + "/robot/sendBySession?session=x",
              DingTalkMessages.WEBHOOK_EXPIRES,
              Long.toString(Clock.systemUTC().millis() + 3_600_000));
      var message =
          new OutboundMessage("m", LI_LEI, "hi", List.of(), List.of(), Optional.empty(), hints);
      ChannelException refusal = refusal(() -> robot.channel.send(message));
      assertThat(refusal.kind()).isEqualTo(Kind.UNCERTAIN);
      assertThat(refusal).hasMessageContaining("not whether it took the message");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void sendsNoAnswerToWebhookElsewhere() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      var forged =
          Map.of(
              "sessionWebhook",
              "https://evil.example/robot/sendBySession?session=x",
              "sessionWebhookExpiredTime",
              Long.toString(Long.MAX_VALUE / 100_000));
      robot.channel.send(
          new OutboundMessage(
              "m", LI_LEI, "secret", List.of(), List.of(), Optional.empty(), forged));
      assertThat(onlyReply().via()).isEqualTo(Reply.Via.ROBOT_API);
    }
  }

  // tokens

  @Test
  void fetchesOneTokenForManyMessages() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      assertThat(outcomesOfTwoThatWaitForOneToken(robot)).isEmpty();
      robot.write(LI_LEI, "three");
      assertThat(dingTalk.replies()).hasSize(3);
      assertThat(dingTalk.requests(TOKEN)).hasSize(1);
    }
  }

  @Test
  void failsOnceForAllThatWaitForTheToken() throws Exception {
    try (Robot robot = new Robot(Simulation.withSecret("wrong"))) {
      assertThat(outcomesOfTwoThatWaitForOneToken(robot))
          .hasSize(2)
          .allSatisfy(it -> assertThat(it.kind()).isEqualTo(Kind.AUTHENTICATION));
      assertThat(dingTalk.requests(TOKEN)).hasSize(1);
      assertThat(refusal(() -> robot.write(LI_LEI, "again")).kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(dingTalk.requests(TOKEN)).as("a later message tries again").hasSize(2);
    }
  }

  /** Both ask for the token before DingTalk can answer either. */
  private List<ChannelException> outcomesOfTwoThatWaitForOneToken(Robot robot) throws Exception {
    List<ChannelException> failures = new CopyOnWriteArrayList<>();
    Thread first = new Thread(() -> write(robot, "one", failures));
    Thread second = new Thread(() -> write(robot, "two", failures));
    dingTalk.faults().blackHole();
    first.start();
    second.start();
    await().atMost(Simulation.PATIENCE).until(() -> asksForToken(first) && asksForToken(second));
    dingTalk.faults().clear();
    first.join();
    second.join();
    return failures;
  }

  private static boolean asksForToken(Thread thread) {
    boolean waits = EnumSet.of(State.WAITING, State.TIMED_WAITING).contains(thread.getState());
    return waits
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(it -> it.getClassName().equals(DingTalkToken.class.getName()));
  }

  @Test
  void renewsRefusedTokenOnce() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      robot.write(LI_LEI, "one");
      dingTalk.revokeTokens();
      robot.write(LI_LEI, "two");
      assertThat(dingTalk.replies()).hasSize(2);
      assertThat(dingTalk.requests(TOKEN)).hasSize(2);
      assertThat(dingTalk.requests(BATCH_SEND)).hasSize(3);
    }
  }

  @Test
  void givesUpWhenTheNewTokenIsRefusedAsWell() {
    try (Robot robot = new Robot(Simulation.config())) {
      dingTalk.faults().refuseTokens();
      assertThat(refusal(() -> robot.write(LI_LEI, "one")).kind()).isEqualTo(Kind.AUTHENTICATION);
      assertThat(dingTalk.requests(BATCH_SEND)).hasSize(2);
    }
  }

  @Test
  void wrongSecretIsAnAuthenticationError() {
    try (Robot robot = new Robot(Simulation.withSecret("wrong"))) {
      assertThat(refusal(() -> robot.write(LI_LEI, "one")).kind()).isEqualTo(Kind.AUTHENTICATION);
    }
  }

  // refusals

  @Test
  void tooManyRequestsIsRateLimitedForAsLongAsDingTalkSays() {
    assertThat(refusalWith(() -> dingTalk.faults().tooManyRequests(Duration.ofSeconds(7))))
        .satisfies(it -> assertThat(it.kind()).isEqualTo(Kind.RATE_LIMITED))
        .satisfies(it -> assertThat(it.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  @Test
  void qpsLimitIsRateLimited() {
    assertThat(refusalWith(() -> dingTalk.faults().limitQps()))
        .satisfies(it -> assertThat(it.kind()).isEqualTo(Kind.RATE_LIMITED))
        .satisfies(it -> assertThat(it.retryAfter()).contains(Duration.ofSeconds(1)));
  }

  @Test
  void sendTooFastIsRateLimited() {
    assertThat(refusalWith(() -> dingTalk.faults().sendTooFast()).kind())
        .isEqualTo(Kind.RATE_LIMITED);
  }

  @Test
  void flowControlInSuccessfulAnswerIsRateLimited() {
    assertThat(refusalWith(() -> dingTalk.faults().controlFlow()).kind())
        .isEqualTo(Kind.RATE_LIMITED);
  }

  @Test
  void unknownStaffIdIsRejected() {
    try (Robot robot = new Robot(Simulation.config())) {
      ChannelException refusal = refusal(() -> robot.write(Conversation.direct("nobody"), "hi"));
      assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
      assertThat(refusal).hasMessageContaining("nobody");
    }
  }

  @Test
  void busyPlatformIsUnavailable() {
    assertThat(refusalWith(() -> dingTalk.faults().sendBusy()).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(dingTalk.replies()).isEmpty();
  }

  @Test
  void answerThatNeverComesLeavesTheOutcomeUncertain() throws Exception {
    try (Robot robot = new Robot(Simulation.impatient())) {
      robot.write(LI_LEI, "warm up");
      dingTalk.faults().sendHangs();
      assertThat(refusal(() -> robot.write(LI_LEI, "hello?")).kind()).isEqualTo(Kind.UNCERTAIN);
      assertThat(dingTalk.replies()).hasSize(2);
    }
  }

  @Test
  void nobodyListeningIsUnavailable() {
    assertThat(refusalWith(() -> dingTalk.faults().refuseTcp()).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void webhookErrorWithHttp200IsAnError() throws Exception {
    try (Robot robot = Robot.connected()) {
      Simulation.say("hello");
      InboundMessage question = robot.heard();
      dingTalk.faults().webhookError(430102);
      ChannelException refusal = refusal(() -> robot.answer(question, "rude"));
      assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
      assertThat(refusal).hasMessageContaining("content rules").hasMessageContaining("430102");
    }
  }

  // the end

  @Test
  void closingEndsSendThatHangs() throws Exception {
    try (Robot robot = new Robot(Simulation.config())) {
      robot.write(LI_LEI, "warm up");
      dingTalk.faults().sendHangs();
      var hanging =
          CompletableFuture.supplyAsync(() -> refusal(() -> robot.write(LI_LEI, "hello?")));
      dingTalk.awaitRequests(BATCH_SEND, 2, Simulation.PATIENCE);
      robot.channel.close();
      ChannelException refusal = hanging.get(5, TimeUnit.SECONDS);
      assertThat(refusal).hasMessageContaining("closed");
      assertThat(refusal.kind()).as("it may have been delivered").isEqualTo(Kind.UNCERTAIN);
      assertThat(refusal(() -> robot.write(LI_LEI, "too late")).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
  }

  private ChannelException refusalWith(Runnable fault) {
    try (Robot robot = new Robot(Simulation.config())) {
      fault.run();
      return refusal(() -> robot.write(LI_LEI, "hello"));
    }
  }

  private static void write(Robot robot, String text, List<ChannelException> failures) {
    try {
      robot.write(LI_LEI, text);
    } catch (ChannelException e) {
      failures.add(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
