package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RestApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final MovableClock CLOCK = new MovableClock();
  private static final String TO_PEOPLE = "/v1.0/robot/oToMessages/batchSend";
  private static final String TO_GROUP = "/v1.0/robot/groupMessages/send";

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM =
      new DingTalkSimulatorExtension(
          DingTalkSimulator.builder()
              .clock(CLOCK)
              .app(TestClient.ID, TestClient.SECRET)
              .app("dingother", "other-secret"));

  private DingTalkSimulator simulator;
  private TestClient client;
  private String webhook;

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
  void unknownPathIsNotFoundInTheNewDialect() throws Exception {
    TestClient.Answer answer = client.get("/v1.0/nothing/here");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/code")).isEqualTo("error.notFound");
  }

  @Test
  void allTokenEndpointsGiveTheSameTokenUntilItExpires() throws Exception {
    String token = client.token();
    assertThat(
            client
                .post(
                    "/v1.0/oauth2/dingcorp/token",
                    Map.of(
                        "client_id",
                        TestClient.ID,
                        "client_secret",
                        TestClient.SECRET,
                        "grant_type",
                        "client_credentials"))
                .at("/access_token"))
        .isEqualTo(token);
    TestClient.Answer old =
        client.get("/gettoken?appkey=" + TestClient.ID + "&appsecret=" + TestClient.SECRET);
    assertThat(old.at("/access_token")).isEqualTo(token);
    assertThat(old.json().path("expires_in").asInt()).isEqualTo(7200);
    CLOCK.advance(Duration.ofSeconds(7201));
    assertThat(client.token()).isNotEqualTo(token);
  }

  @Test
  void wrongSecretGetsNoToken() throws Exception {
    TestClient.Answer answer =
        client.post("/v1.0/oauth2/accessToken", Map.of("appKey", TestClient.ID, "appSecret", "x"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/code")).isEqualTo("invalidClientIdOrSecret");
    assertThat(client.get("/gettoken?appkey=a&appsecret=b").at("/errcode")).isEqualTo("40089");
    assertThat(client.post("/v1.0/oauth2/c/token", Map.of("grant_type", "x")).at("/code"))
        .isEqualTo("unsupported.grant.type");
  }

  @Test
  void revokedTokenIsNoAuthentication() throws Exception {
    String token = client.token();
    simulator.revokeTokens();
    TestClient.Answer answer =
        client.post(TO_PEOPLE, oneToOne("0123456789"), "x-acs-dingtalk-access-token", token);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("/code")).isEqualTo("InvalidAuthentication");
    assertThat(client.robot(TO_PEOPLE, oneToOne("0123456789")).status()).isEqualTo(200);
  }

  @Test
  void webhookReplyArrivesWithTypeTitleTextAndMentions() throws Exception {
    SentMessage sent = said();
    TestClient.Answer answer =
        client.post(
            webhook(sent),
            Map.of(
                "msgtype",
                "markdown",
                "markdown",
                Map.of("title", "Answer", "text", "**hi** @0123456789"),
                "at",
                Map.of("atUserIds", List.of("0123456789"))));
    assertThat(answer.at("/errcode")).isEqualTo("0");
    Reply reply = simulator.awaitReply(sent, SOON).orElseThrow();
    assertThat(reply.via()).isEqualTo(Reply.Via.WEBHOOK);
    assertThat(reply.msgtype()).isEqualTo("markdown");
    assertThat(reply.title()).isEqualTo("Answer");
    assertThat(reply.text()).isEqualTo("**hi** @0123456789");
    assertThat(reply.atUserIds()).containsExactly("0123456789");
    assertThat(simulator.replies(sent.conversation())).containsExactly(reply);
  }

  @Test
  void webhookRefusesWhatThePlatformRefuses() throws Exception {
    String webhook = webhook(said());
    assertThat(errcode(webhook, Map.of("msgtype", "markdown", "markdown", Map.of("text", "x"))))
        .isEqualTo("400402");
    assertThat(errcode(webhook, Map.of("msgtype", "markdown", "markdown", Map.of("title", "x"))))
        .isEqualTo("400403");
    assertThat(errcode(webhook, Map.of("msgtype", "carrier-pigeon"))).isEqualTo("400105");
    assertThat(errcode(webhook, "")).isEqualTo("40035");
    assertThat(errcode(webhook + "x", Map.of("msgtype", "empty"))).isEqualTo("300001");
    assertThat(simulator.replies()).isEmpty();
  }

  @Test
  void webhookRefusesRequestsBeyondTwentyThousandBytes() throws Exception {
    String webhook = webhook(said());
    int rest = "{\"msgtype\":\"text\",\"text\":{\"content\":\"\"}}".length();
    String text = "好".repeat(2_000) + "x".repeat(20_000 - rest - 6_000);
    String body = "{\"msgtype\":\"text\",\"text\":{\"content\":\"%s\"}}";
    assertThat(errcode(webhook, body.formatted(text))).isEqualTo("0");
    assertThat(errcode(webhook, body.formatted(text + "x"))).isEqualTo("460101");
    assertThat(simulator.replies()).hasSize(1);
  }

  @Test
  void webhookExpiresAfterNinetyMinutes() throws Exception {
    String webhook = webhook(said());
    CLOCK.advance(Duration.ofMinutes(89));
    assertThat(errcode(webhook, Map.of("msgtype", "empty"))).isEqualTo("0");
    CLOCK.advance(Duration.ofMinutes(2));
    assertThat(errcode(webhook, Map.of("msgtype", "empty"))).isEqualTo("300001");
  }

  @Test
  void oneToOneSendReachesThosePeopleWhoExist() throws Exception {
    TestClient.Answer answer = client.robot(TO_PEOPLE, oneToOne("0123456789", "nobody"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/invalidStaffIdList/0")).isEqualTo("nobody");
    assertThat(simulator.replies(simulator.oneToOne(simulator.person("0123456789"))))
        .singleElement()
        .matches(reply -> reply.via() == Reply.Via.ROBOT_API && reply.text().equals("hi"));
  }

  @Test
  void robotSendsAreChecked() throws Exception {
    assertThat(refusal(TO_PEOPLE, with("robotCode", "")))
        .isEqualTo("invalidParameter.robotCode.empty");
    assertThat(refusal(TO_PEOPLE, with("robotCode", "dingnobody")))
        .isEqualTo("invalidParameter.robotCode.notExsit");
    assertThat(refusal(TO_PEOPLE, with("robotCode", "dingother")))
        .isEqualTo("invalidParameter.robotCode.auth");
    assertThat(refusal(TO_PEOPLE, with("userIds", List.of())))
        .isEqualTo("invalidParameter.userIds.empty");
    assertThat(refusal(TO_PEOPLE, with("userIds", Collections.nCopies(21, "a"))))
        .isEqualTo("invalidParameter.userIds.overMax");
    assertThat(refusal(TO_PEOPLE, with("msgKey", "sampleNothing")))
        .isEqualTo("invalidParameter.msgKey.invalid");
    assertThat(refusal(TO_PEOPLE, with("msgParam", "no json")))
        .isEqualTo("invalidParameter.msgParam.invalid");
    assertThat(refusal(TO_PEOPLE, with("msgParam", "{}"))).isEqualTo("miss.param.content");
    assertThat(refusal(TO_PEOPLE, with("msgParam", "x".repeat(15_001))))
        .isEqualTo("invalidParameter.msgParam.tooLong");
    assertThat(refusal(TO_GROUP, with("openConversationId", "")))
        .isEqualTo("miss.openConversationId");
    assertThat(refusal(TO_GROUP, with("openConversationId", "cidNowhere")))
        .isEqualTo("invalid.openConversationId");
    assertThat(client.post(TO_PEOPLE, with("userIds", List.of("a"))).at("/code"))
        .isEqualTo("InvalidAuthentication");
  }

  @Test
  void groupSendCanBeRecalledAndAskedAbout() throws Exception {
    Map<String, Object> send = with("openConversationId", simulator.group().id());
    String key = client.robot(TO_GROUP, send).at("/processQueryKey");
    Map<String, Object> about =
        Map.of(
            "robotCode",
            TestClient.ID,
            "openConversationId",
            simulator.group().id(),
            "processQueryKey",
            key,
            "processQueryKeys",
            List.of(key, "unknown"));
    TestClient.Answer read = client.robot("/v1.0/robot/groupMessages/query", about);
    assertThat(read.at("/sendStatus")).isEqualTo("SUCCESS");
    assertThat(read.at("/readUserIds/0")).isEqualTo("manager7675");
    TestClient.Answer recalled = client.robot("/v1.0/robot/groupMessages/recall", about);
    assertThat(recalled.at("/successResult/0")).isEqualTo(key);
    assertThat(recalled.json().at("/failedResult").has("unknown")).isTrue();
    assertThat(simulator.replies().get(0).recalled()).isTrue();
    assertThat(client.robot("/v1.0/robot/groupMessages/query", about).at("/sendStatus"))
        .isEqualTo("RECALLED");
  }

  @Test
  void oneToOneSendCanBeRecalledAndAskedAbout() throws Exception {
    String key = client.robot(TO_PEOPLE, oneToOne("0123456789")).at("/processQueryKey");
    String query =
        "/v1.0/robot/oToMessages/readStatus?robotCode="
            + TestClient.ID
            + "&processQueryKey="
            + java.net.URLEncoder.encode(key, java.nio.charset.StandardCharsets.UTF_8);
    TestClient.Answer read = client.get(query, "x-acs-dingtalk-access-token", client.token());
    assertThat(read.at("/messageReadInfoList/0/name")).isEqualTo("Han Meimei");
    assertThat(
            client
                .robot(
                    "/v1.0/robot/otoMessages/batchRecall",
                    Map.of("robotCode", TestClient.ID, "processQueryKeys", List.of(key)))
                .at("/successResult/0"))
        .isEqualTo(key);
    assertThat(simulator.replies().get(0).recalled()).isTrue();
  }

  @Test
  void reactionComesAndGoes() throws Exception {
    SentMessage sent = simulator.say("Li Lei", "hello");
    Map<String, Object> reaction =
        Map.of(
            "robotCode",
            TestClient.ID,
            "openMsgId",
            sent.msgId(),
            "openConversationId",
            sent.conversation().id(),
            "emotionType",
            2,
            "emotionName",
            "🤔思考中");
    assertThat(client.robot("/v1.0/robot/emotion/reply", reaction).status()).isEqualTo(200);
    assertThat(sent.reactions()).containsExactly("🤔思考中");
    assertThat(client.robot("/v1.0/robot/emotion/recall", reaction).status()).isEqualTo(200);
    assertThat(sent.reactions()).isEmpty();
  }

  @Test
  void tellsWhoAStaffMemberIs() throws Exception {
    String path = "/topapi/v2/user/get?access_token=" + client.token();
    TestClient.Answer answer = client.post(path, Map.of("userid", "manager7675"));
    assertThat(answer.at("/result/name")).isEqualTo("Li Lei");
    assertThat(answer.json().at("/result/admin").asBoolean()).isTrue();
    assertThat(client.post(path, Map.of("userid", "nobody")).at("/errcode")).isEqualTo("60121");
    assertThat(client.post("/topapi/v2/user/get?access_token=x", "{}").at("/errcode"))
        .isEqualTo("40014");
  }

  @Test
  void journalKeepsPathsAndNoSecrets() throws Exception {
    client.get("/gettoken?appkey=" + TestClient.ID + "&appsecret=" + TestClient.SECRET);
    assertThat(simulator.requests("/gettoken"))
        .singleElement()
        .matches(request -> request.status() == 200);
    assertThat(simulator.requests().toString()).doesNotContain(TestClient.SECRET);
    assertThat(simulator.apps().toString()).doesNotContain(TestClient.SECRET);
  }

  @Test
  void messageToTwoRobotsOfAGroupHasOneIdentity() throws Exception {
    SentMessage sent = simulator.sayInGroup("Li Lei", "@nanobot @dingother both of you");
    assertThat(sent.pushes())
        .extracting(Push::clientId)
        .containsExactly(TestClient.ID, "dingother");
  }

  private SentMessage said() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    SentMessage sent = simulator.say("Han Meimei", "hello");
    assertThat(simulator.awaitAck(sent, SOON)).isTrue();
    webhook = bot.message(0).path("sessionWebhook").asString();
    return sent;
  }

  private String webhook(SentMessage sent) {
    assertThat(sent.acknowledged()).isTrue();
    return webhook;
  }

  private String errcode(String webhook, Object body) throws Exception {
    return client.post(webhook, body).at("/errcode");
  }

  private String refusal(String path, Map<String, Object> body) throws Exception {
    TestClient.Answer answer = client.robot(path, body);
    assertThat(answer.status()).isEqualTo(400);
    return answer.at("/code");
  }

  private static Map<String, Object> oneToOne(String... userIds) {
    return with("userIds", List.of(userIds));
  }

  private static Map<String, Object> with(String member, Object value) {
    Map<String, Object> body = new java.util.HashMap<>();
    body.put("robotCode", TestClient.ID);
    body.put("userIds", List.of("0123456789"));
    body.put("msgKey", "sampleText");
    body.put("msgParam", "{\"content\":\"hi\"}");
    body.put(member, value);
    return body;
  }
}
