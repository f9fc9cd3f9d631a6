package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String OPEN = "/v1.0/gateway/connections/open";
  private static final String TO_PEOPLE = "/v1.0/robot/oToMessages/batchSend";

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM =
      new DingTalkSimulatorExtension(DingTalkSimulator.builder().pingEvery(Duration.ofMillis(100)));

  private DingTalkSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    simulator = PLATFORM.simulator();
    client = new TestClient(simulator);
  }

  @AfterEach
  void leaveNoLink() {
    simulator.faults().clear();
    simulator.dropLinks();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
  }

  @Test
  void refusesCredentialsAsOftenAsAsked() throws Exception {
    simulator.faults().refuseCredentials().times(2);
    assertThat(client.open().status()).isEqualTo(401);
    assertThat(simulator.faults().isOn(Fault.CREDENTIALS_REFUSED)).isTrue();
    assertThat(client.open().at("/code")).isEqualTo("authFailed");
    assertThat(client.open().status()).isEqualTo(200);
    assertThat(simulator.faults().active()).isEmpty();
  }

  @Test
  void openIsRejectedOrBusyOrAnswersXml() throws Exception {
    simulator.faults().rejectOpen().times(1);
    assertThat(client.open().status()).isEqualTo(400);
    simulator.faults().openBusy().times(1);
    assertThat(client.open().status()).isEqualTo(503);
    simulator.faults().openAnswersXml();
    assertThat(client.open().at("/ticket")).as("with an Accept header").isNotEmpty();
    TestClient.Answer xml =
        client.post(
            OPEN,
            Map.of(
                "clientId",
                TestClient.ID,
                "clientSecret",
                TestClient.SECRET,
                "subscriptions",
                List.of(Map.of("type", "CALLBACK", "topic", "t"))));
    assertThat(xml.text()).startsWith("<");
  }

  @Test
  void openHangsUntilCleared() throws Exception {
    ActiveFault fault = simulator.faults().openHangs();
    assertThatThrownBy(() -> ask(OPEN)).isInstanceOf(HttpTimeoutException.class);
    assertThat(simulator.requests(OPEN)).singleElement().matches(one -> one.status() == 0);
    fault.off();
    assertThat(client.open().status()).isEqualTo(200);
  }

  @Test
  void refusesTcpAndListensAgainOnTheSamePort() throws Exception {
    assertThat(client.open().status()).isEqualTo(200);
    simulator.faults().refuseTcp();
    assertThatThrownBy(client::open).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new TestClient(simulator).open()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new TestClient(simulator).plain().open())
        .isInstanceOf(IOException.class);
    simulator.faults().clear();
    assertThat(new TestClient(simulator).open().status()).isEqualTo(200);
  }

  @Test
  void blackHoleSwallowsRequestsAndSilencesLinksUntilCleared() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.faults().blackHole();
    assertThatThrownBy(() -> ask("/gettoken")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new TestClient(simulator).plain().send(quick(simulator)))
        .isInstanceOf(HttpTimeoutException.class);
    SentMessage sent = simulator.say("Li Lei", "into the void");
    bot.ping();
    assertThat(bot.ponged.await(300, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(bot.callbacks()).isEmpty();
    assertThat(sent.acks()).isEmpty();
    simulator.faults().clear();
    assertThat(simulator.awaitAck(sent, SOON)).isTrue();
    assertThat(bot.ponged.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void handshakeIsRefusedOrSlow() throws Exception {
    simulator.faults().refuseHandshake().times(1);
    assertThatThrownBy(() -> TestBot.connect(client))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    simulator.faults().slowHandshake(Duration.ofMillis(500)).times(1);
    TestClient.Answer opened = client.open();
    long before = System.nanoTime();
    CompletableFuture<WebSocket> shaking =
        TestBot.handshake(
            client, opened.at("/endpoint"), opened.at("/ticket"), new WebSocket.Listener() {});
    shaking.get(20, TimeUnit.SECONDS).abort();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(450));
  }

  @Test
  void missesPongs() throws Exception {
    TestBot bot = TestBot.connect(client);
    simulator.faults().missPongs();
    bot.ping();
    assertThat(bot.ponged.await(300, TimeUnit.MILLISECONDS)).isFalse();
    simulator.faults().clear();
    bot.ping();
    assertThat(bot.ponged.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void zombieLinkAnswersPingsAndBringsNothing() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.faults().zombieLinks();
    SentMessage sent = simulator.say("Li Lei", "hello");
    bot.ping();
    assertThat(bot.ponged.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sent.delivered()).as("the platform believes so").isTrue();
    assertThat(bot.callbacks()).isEmpty();
  }

  @Test
  void webhooksExpireOrAnswerErrors() throws Exception {
    String webhook = webhook();
    simulator.faults().expireWebhooks().times(1);
    assertThat(errcode(webhook)).isEqualTo("300001");
    simulator.faults().webhookError(430102).times(1);
    assertThat(errcode(webhook)).isEqualTo("430102");
    simulator.faults().limitQps().times(1);
    assertThat(errcode(webhook)).isEqualTo("410100");
    assertThat(errcode(webhook)).isEqualTo("0");
  }

  @Test
  void refusesWhatIsMoreThanSoManyCallsInASecond() throws Exception {
    simulator.faults().countQps(2);
    for (int i = 0; i < 2; i++) {
      assertThat(send().status()).isEqualTo(200);
    }
    assertThat(send().at("/code")).isEqualTo("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi");
    await().atMost(SOON).until(() -> send().status() == 200);
  }

  @Test
  void callsAreRefusedForAnyReason() throws Exception {
    simulator.faults().missPermission("qyapi_robot_sendmsg").times(1);
    TestClient.Answer missing = send();
    assertThat(missing.status()).isEqualTo(403);
    assertThat(missing.at("/accessdenieddetail/requiredScopes/0")).isEqualTo("qyapi_robot_sendmsg");
    simulator.faults().apiError("bot.stopped").times(1);
    assertThat(send().at("/code")).isEqualTo("bot.stopped");
    simulator.faults().on(Fault.API_ERROR).times(1);
    TestClient.Answer quota = send();
    assertThat(quota.status()).isEqualTo(403);
    assertThat(quota.at("/code")).isEqualTo("Forbidden.AccessDenied.ApiCountLimitForOrg");
    simulator.faults().blockAddress().times(1);
    assertThat(client.open().at("/punish")).isEqualTo("deny");
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void sendsAreThrottledInEveryDialect() throws Exception {
    simulator.faults().limitQps().times(1);
    TestClient.Answer limited = send();
    assertThat(limited.status()).isEqualTo(403);
    assertThat(limited.at("/code")).isEqualTo("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi");
    simulator.faults().tooManyRequests(Duration.ofSeconds(7)).times(1);
    TestClient.Answer tooMany = send();
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(tooMany.headers().firstValue("Retry-After")).contains("7");
    simulator.faults().sendTooFast().times(1);
    assertThat(send().at("/code")).isEqualTo("send.too.fast");
    simulator.faults().controlFlow().times(1);
    assertThat(send().at("/flowControlledStaffIdList/0")).isEqualTo("0123456789");
    assertThat(simulator.replies()).isEmpty();
  }

  @Test
  void sendsFailInPassing() throws Exception {
    simulator.faults().refuseTokens().times(1);
    assertThat(send().at("/code")).isEqualTo("InvalidAuthentication");
    simulator.faults().sendFails().times(1);
    assertThat(send().status()).isEqualTo(500);
    simulator.faults().sendBusy().times(1);
    assertThat(send().status()).isEqualTo(503);
    simulator.faults().answerHtml();
    assertThat(client.get("/gettoken").text()).startsWith("<html");
    simulator.faults().clear();
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void hangingSendIsDeliveredOrLostAndTheSenderCanNotKnow() throws Exception {
    String token = client.token();
    simulator.faults().sendHangs().times(1);
    assertThatThrownBy(() -> sendWith(token)).isInstanceOf(HttpTimeoutException.class);
    assertThat(simulator.replies()).singleElement().returns(false, Reply::confirmed);
    simulator.faults().sendHangsAndIsLost().times(1);
    assertThatThrownBy(() -> sendWith(token)).isInstanceOf(HttpTimeoutException.class);
    assertThat(simulator.replies()).hasSize(1);
  }

  @Test
  void slowSendIsDeliveredAndAnsweredLate() throws Exception {
    String token = client.token();
    simulator.faults().slowSends(Duration.ofMillis(300)).times(1);
    long asked = System.nanoTime();

    assertThat(sendWith(token).status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThan(Duration.ofMillis(290));
    assertThat(simulator.replies()).hasSize(1);
  }

  @Test
  void reactionFails() throws Exception {
    simulator.faults().failReactions().times(1);
    SentMessage sent = simulator.say("Li Lei", "hello");
    TestClient.Answer answer =
        client.robot(
            "/v1.0/robot/emotion/reply",
            Map.of(
                "robotCode",
                TestClient.ID,
                "openMsgId",
                sent.msgId(),
                "openConversationId",
                sent.conversation().id(),
                "emotionName",
                "x"));
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.at("/code")).isEqualTo("system.err");
  }

  @Test
  void messagesComeDistorted() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.faults().contentAsString().times(1);
    say("one");
    assertThat(bot.message(0).path("msgtype").asString()).isEqualTo("richText");
    assertThat(bot.message(0).path("content").asString()).startsWith("{\"richText\"");
    simulator.faults().unknownMsgtype().times(1);
    say("two");
    assertThat(bot.message(1).path("msgtype").asString()).isEqualTo("unknownMsgType");
    simulator.faults().overQuota().times(1);
    say("three");
    assertThat(bot.message(2).path("errorCode").asInt()).isEqualTo(20001);
    assertThat(bot.message(2).has("text")).isFalse();
    simulator.faults().withholdStaffId().times(1);
    say("four");
    assertThat(bot.message(3).has("senderStaffId")).isFalse();
    assertThat(bot.message(3).has("isAdmin")).isFalse();
    assertThat(bot.message(3).path("senderCorpId")).isEqualTo(bot.message(3).path("chatbotCorpId"));
    simulator.faults().oversizeFrames().times(1);
    say("five");
    assertThat(bot.callbacks().get(4).toString().length()).isGreaterThan(256 * 1024);
    say("six");
    assertThat(bot.message(5).at("/text/content").asString()).isEqualTo("six");
  }

  @Test
  void everyFaultHasADistinctNameForTheControlApi() {
    for (Fault fault : Fault.values()) {
      assertThat(Fault.named(fault.wireName())).contains(fault);
      assertThat(fault.description()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyFaultsThatTakeNoWordsAreReadAsNumbers(Fault fault) {
    ActiveFault byDefault = new ActiveFault(simulator.faults(), fault, "");
    if (fault.takesNumber()) {
      assertThat(byDefault.number()).isPositive();
      assertThatThrownBy(() -> new ActiveFault(simulator.faults(), fault, "soon"))
          .hasMessage(fault.wireName() + " needs a number, not soon");
    } else {
      assertThatThrownBy(byDefault::number).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void everyFaultIsDocumented() throws Exception {
    assertThat(Files.readAllLines(Path.of("..", "..", "docs", "simulator.md")))
        .contains(
            Stream.of(Fault.values())
                .map(fault -> "| `%s` | %s |".formatted(fault.wireName(), fault.description()))
                .toArray(String[]::new));
  }

  private void say(String text) {
    assertThat(simulator.awaitAck(simulator.say("Li Lei", text), SOON)).isTrue();
  }

  private String webhook() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    say("hello");
    await().atMost(SOON).until(() -> !bot.callbacks().isEmpty());
    return bot.message(0).path("sessionWebhook").asString();
  }

  private String errcode(String webhook) throws Exception {
    return client
        .post(webhook, Map.of("msgtype", "text", "text", Map.of("content", "hi")))
        .at("/errcode");
  }

  private TestClient.Answer send() throws Exception {
    return client.robot(TO_PEOPLE, body());
  }

  private TestClient.Answer sendWith(String token) throws Exception {
    return client.send(
        HttpRequest.newBuilder(client.base().resolve(TO_PEOPLE))
            .timeout(SHORT.multipliedBy(3))
            .header("x-acs-dingtalk-access-token", token)
            .POST(HttpRequest.BodyPublishers.ofString(TestClient.JSON.writeValueAsString(body()))));
  }

  private static Map<String, Object> body() {
    return Map.of(
        "robotCode",
        TestClient.ID,
        "userIds",
        List.of("0123456789"),
        "msgKey",
        "sampleText",
        "msgParam",
        "{\"content\":\"hi\"}");
  }

  private TestClient.Answer ask(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(client.base().resolve(path))
            .timeout(SHORT)
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }

  private static HttpRequest.Builder quick(DingTalkSimulator simulator) {
    return HttpRequest.newBuilder(simulator.plainApiBase().resolve("/gettoken")).timeout(SHORT);
  }
}
