package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class StreamGatewayTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final MovableClock CLOCK = new MovableClock();

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM =
      new DingTalkSimulatorExtension(
          DingTalkSimulator.builder()
              .clock(CLOCK)
              .pingEvery(Duration.ofMillis(200))
              .rotationGrace(Duration.ofMillis(300)));

  private DingTalkSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    simulator = PLATFORM.simulator();
    client = new TestClient(simulator);
  }

  @AfterEach
  void leaveNoLink() {
    simulator.dropLinks();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
  }

  @Test
  void answersSecureEndpointOverTlsAndPlainEndpointOverHttp() throws Exception {
    assertThat(client.open().at("/endpoint"))
        .isEqualTo("wss://localhost:" + simulator.apiBase().getPort() + "/connect");
    assertThat(client.plain().open().at("/endpoint"))
        .isEqualTo("ws://127.0.0.1:" + simulator.plainApiBase().getPort() + "/connect");
  }

  @Test
  void refusesWrongSecret() throws Exception {
    TestClient.Answer answer =
        client.post(
            "/v1.0/gateway/connections/open",
            Map.of("clientId", TestClient.ID, "clientSecret", "wrong"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.at("/code")).isEqualTo("authFailed");
    assertThat(answer.at("/requestid")).isNotEmpty();
  }

  @Test
  void ticketOpensOneConnectionOnly() throws Exception {
    TestClient.Answer opened = client.open();
    assertThat(handshakeStatus(opened)).isEqualTo(101);
    assertThat(handshakeStatus(opened)).isEqualTo(401);
  }

  @Test
  void ticketExpiresAfterNinetySeconds() throws Exception {
    TestClient.Answer opened = client.open();
    CLOCK.advance(Duration.ofSeconds(91));
    assertThat(handshakeStatus(opened)).isEqualTo(401);
  }

  @Test
  void bringsMessageOfStaffMemberAndTakesItsAcknowledgement() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();

    SentMessage sent = simulator.say("Li Lei", "hello");

    assertThat(simulator.awaitAck(sent, SOON)).isTrue();
    assertThat(sent.acks()).hasSize(1);
    assertThat(sent.acks().get(0).latency()).isPositive();
    JsonNode frame = bot.callbacks().get(0);
    assertThat(frame.path("data").isString()).isTrue();
    frame.path("headers").forEach(header -> assertThat(header.isString()).isTrue());
    JsonNode message = bot.message(0);
    assertThat(message.path("msgId").asString()).isEqualTo(sent.msgId());
    assertThat(message.path("conversationType").asString()).isEqualTo("1");
    assertThat(message.path("senderStaffId").asString()).isEqualTo("manager7675");
    assertThat(message.path("isAdmin").asBoolean()).isTrue();
    assertThat(message.path("robotCode").asString()).isEqualTo(TestClient.ID);
    assertThat(message.at("/text/content").asString()).isEqualTo("hello");
    assertThat(message.path("createAt").isNumber()).isTrue();
    assertThat(message.path("sessionWebhook").asString())
        .startsWith(simulator.apiBase() + "/robot/sendBySession?session=");
  }

  @Test
  void plainLinkGetsPlainWebhook() throws Exception {
    TestBot bot = TestBot.connect(client.plain());
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.awaitAck(simulator.say("Li Lei", "hello"), SOON);
    assertThat(bot.message(0).path("sessionWebhook").asString())
        .startsWith(simulator.plainApiBase() + "/robot/sendBySession?session=");
  }

  @Test
  void groupMessageLosesItsMentionAndKeepsLeadingSpace() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.awaitAck(simulator.sayInGroup("Han Meimei", "deploy please"), SOON);
    JsonNode message = bot.message(0);
    assertThat(message.path("conversationType").asString()).isEqualTo("2");
    assertThat(message.path("conversationTitle").asString()).isEqualTo("Dev group");
    assertThat(message.path("isInAtList").asBoolean()).isTrue();
    assertThat(message.at("/text/content").asString()).isEqualTo(" deploy please");
    assertThat(message.at("/atUsers/0/dingtalkId").asString())
        .isEqualTo(message.path("chatbotUserId").asString());
  }

  @Test
  void groupMessageWithoutMentionStaysAmongPeople() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage sent =
        simulator.say(
            Utterance.by(simulator.person("Li Lei"), "lunch?").inGroup(simulator.group()));
    assertThat(sent.pushes()).isEmpty();
    assertThat(bot.callbacks()).isEmpty();
  }

  @Test
  void robotThatMayReadAllMessagesOfAGroupHearsWhatDoesNotMentionIt() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.awaitAck(
        simulator.say(
            Utterance.by(simulator.person("Li Lei"), "lunch?")
                .inGroup(simulator.group())
                .overheard()),
        SOON);
    JsonNode message = bot.message(0);
    assertThat(message.path("isInAtList").asBoolean(true)).isFalse();
    assertThat(message.path("atUsers")).isEmpty();
    assertThat(message.at("/text/content").asString()).isEqualTo("lunch?");
  }

  @Test
  void forgedCallbackIsWhatTheForgerMakesOfIt() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage sent =
        simulator.say(
            Utterance.by(simulator.person("Li Lei"), "hello")
                .forged(data -> data.replace("manager7675", "somebody")));
    assertThat(simulator.awaitAck(sent, SOON)).isTrue();
    assertThat(bot.message(0).path("msgId").asString()).isEqualTo(sent.msgId());
    assertThat(bot.message(0).path("senderStaffId").asString()).isEqualTo("somebody");
  }

  @Test
  void outsideContactHasNoStaffId() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.awaitAck(simulator.say(simulator.outsideContact(), "hello"), SOON);
    JsonNode message = bot.message(0);
    assertThat(message.has("senderStaffId")).isFalse();
    assertThat(message.has("isAdmin")).isFalse();
    assertThat(message.path("senderCorpId").asString())
        .isNotEmpty()
        .isNotEqualTo(message.path("chatbotCorpId").asString());
    assertThat(message.path("senderId").asString()).startsWith("$:LWCP_v1:$");
  }

  @Test
  void quoteCarriesTheOriginal() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage first = simulator.say("Li Lei", "the original");
    SentMessage second =
        simulator.say(Utterance.by(first.from(), "what about this?").quoting(first));
    assertThat(simulator.awaitAck(second, SOON)).isTrue();
    JsonNode message = bot.message(1);
    assertThat(message.path("originalMsgId").asString()).isEqualTo(first.msgId());
    assertThat(message.at("/text/isReplyMsg").asBoolean()).isTrue();
    assertThat(message.at("/text/repliedMsg/content/text").asString()).isEqualTo("the original");
  }

  @Test
  void carriesAnyMessageType() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage sent =
        simulator.say(
            Utterance.by(simulator.person("Li Lei"), "(picture)")
                .as("picture", "{\"downloadCode\":\"abc\"}"));
    assertThat(simulator.awaitAck(sent, SOON)).isTrue();
    assertThat(bot.message(0).path("msgtype").asString()).isEqualTo("picture");
    assertThat(bot.message(0).at("/content/downloadCode").asString()).isEqualTo("abc");
  }

  @Test
  void messageIsLostWhenNoBotIsConnected() {
    SentMessage sent = simulator.say("Li Lei", "anybody?");
    assertThat(sent.delivered()).isFalse();
    assertThat(sent.pushes()).singleElement().matches(push -> push.connectionId().isEmpty());
  }

  @Test
  void eachMessageGoesToOneOfTheConnections() throws Exception {
    TestBot one = TestBot.connect(client);
    TestBot other = TestBot.connect(client);
    assertThat(simulator.awaitConnections(2, SOON)).isTrue();
    List<SentMessage> sent =
        java.util.stream.IntStream.range(0, 40)
            .mapToObj(number -> simulator.say("Li Lei", "message " + number))
            .toList();
    sent.forEach(message -> assertThat(simulator.awaitAck(message, SOON)).isTrue());
    assertThat(one.callbacks().size() + other.callbacks().size()).isEqualTo(40);
    assertThat(one.callbacks()).isNotEmpty();
    assertThat(other.callbacks()).isNotEmpty();
  }

  @Test
  void pingsWithAnOpaqueAndAnswersPings() throws Exception {
    TestBot bot = TestBot.connect(client);
    await().atMost(SOON).until(() -> bot.system("ping").size() >= 2);
    assertThat(bot.system("ping").get(0).path("data").asString()).contains("\"opaque\"");
    bot.ping();
    assertThat(bot.ponged.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void rotationTellsTheClientPushesNothingMoreAndClosesLater() throws Exception {
    TestBot old = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.disconnect();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
    await().atMost(SOON).until(() -> old.system("disconnect").size() == 1);
    assertThat(simulator.say("Li Lei", "too late").delivered()).isFalse();
    assertThat(old.ended.await(20, TimeUnit.SECONDS)).isTrue();
    await().atMost(SOON).until(() -> simulator.connections().isEmpty());
  }

  @Test
  void droppedLinkEndsWithoutCloseFrame() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    simulator.dropLink(simulator.connections().get(0));
    assertThat(bot.ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
  }

  @Test
  void silentMessageIsPushedAgainWithItsOldIdentity() throws Exception {
    simulator.redelivery(Redelivery.onSilence(Duration.ofMillis(150)));
    TestBot bot = TestBot.connect(client, 0);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage sent = simulator.say("Li Lei", "hello?");
    await().atMost(SOON).until(() -> bot.callbacks().size() >= 2);
    assertThat(bot.message(1).path("msgId").asString()).isEqualTo(sent.msgId());
    assertThat(sent.pushes().get(0).messageId()).isNotEqualTo(sent.pushes().get(1).messageId());
  }

  @Test
  void refusedMessageIsPushedAgainAFewTimes() throws Exception {
    simulator.redelivery(Redelivery.onError());
    TestBot bot = TestBot.connect(client, 500);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage sent = simulator.say("Li Lei", "hello?");
    await().atMost(SOON).until(() -> sent.acks().size() == 3);
    assertThat(bot.callbacks()).hasSize(3);
    assertThat(sent.acknowledged()).isFalse();
  }

  @Test
  void pushesAgainOnDemand() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage sent = simulator.say("Li Lei", "twice");
    simulator.pushAgain(sent);
    await().atMost(SOON).until(() -> bot.callbacks().size() == 2);
    assertThat(bot.message(0).path("msgId")).isEqualTo(bot.message(1).path("msgId"));
  }

  private int handshakeStatus(TestClient.Answer opened) throws Exception {
    try {
      WebSocket socket =
          TestBot.handshake(
                  client, opened.at("/endpoint"), opened.at("/ticket"), new WebSocket.Listener() {})
              .get(20, TimeUnit.SECONDS);
      socket.abort();
      return 101;
    } catch (ExecutionException refused) {
      assertThatThrownBy(
              () -> {
                throw refused.getCause();
              })
          .isInstanceOf(WebSocketHandshakeException.class);
      return ((WebSocketHandshakeException) refused.getCause()).getResponse().statusCode();
    }
  }
}
