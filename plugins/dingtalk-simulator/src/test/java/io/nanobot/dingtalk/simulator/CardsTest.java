package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TOKEN = "x-acs-dingtalk-access-token";

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM =
      new DingTalkSimulatorExtension(
          DingTalkSimulator.builder()
              .app(TestClient.ID, TestClient.SECRET)
              .app("dingother", "other-secret"));

  private DingTalkSimulator simulator;
  private TestClient client;
  private String token;

  @BeforeEach
  void start() throws Exception {
    simulator = PLATFORM.simulator();
    client = new TestClient(simulator);
    token = client.token();
  }

  @Test
  void isMadeDeliveredGrowsAndEnds() throws Exception {
    TestClient.Answer made = make(card());
    assertThat(made.at("/result/deliverResults/0/carrierId")).isNotEmpty();
    Card card = simulator.cards().get(0);
    assertThat(card.state()).isEqualTo(Card.State.PROCESSING);
    assertThat(simulator.replies(simulator.group())).hasSize(1);

    stream("g1", "It", false);
    assertThat(card.state()).isEqualTo(Card.State.INPUTTING);
    stream("g2", "It rains", true);

    assertThat(card.state()).isEqualTo(Card.State.FINISHED);
    assertThat(card.frames()).extracting(Card.Frame::content).containsExactly("It", "It rains");
    assertThat(simulator.replies().get(0).text()).isEqualTo("It rains");
    assertThat(simulator.replies().get(0).via()).isEqualTo(Reply.Via.CARD);
  }

  @Test
  void callOfTheSameGuidIsDoneOnceAlsoAfterTheEnd() throws Exception {
    make(card());
    assertThat(stream("g1", "It rains", true).status()).isEqualTo(200);
    assertThat(stream("g1", "It rains", true).status()).isEqualTo(200);
    assertThat(stream("g2", "more", false).at("/code")).isEqualTo("param.stream.outTrackId");
    assertThat(simulator.cards().get(0).frames()).hasSize(1);
  }

  @Test
  void refusesWhatThePlatformRefuses() throws Exception {
    assertThat(make(with("cardTemplateId", "other.schema")).at("/code"))
        .isEqualTo("param.templateNotExist");
    assertThat(make(with("outTrackId", "")).at("/code")).isEqualTo("param.outTrackIdEmpty");
    assertThat(make(with("openSpaceId", "dtv1.card//IM_SINGLE.x")).at("/code"))
        .isEqualTo("param.openSpaceIdInvalid");
    assertThat(make(with("cardData", Map.of("cardParamMap", Map.of("content", 1)))).at("/code"))
        .isEqualTo("param.invalid");
    assertThat(simulator.cards()).isEmpty();
    make(card());
    assertThat(make(card()).at("/code")).isEqualTo("param.cardAlreadyExist");
    assertThat(stream("g1", "", false).at("/code")).isEqualTo("param.stream.contentEmpty");
    assertThat(put("/v1.0/card/streaming", frame("g", "x", "other", true)).at("/code"))
        .isEqualTo("unknownError");
    assertThat(put("/v1.0/card/streaming", frame("g", "x", "content", false)).at("/code"))
        .isEqualTo("param.stream.isFull");
  }

  @Test
  void belongsToTheAppThatHasMadeIt() throws Exception {
    make(card());
    token =
        client
            .post(
                "/v1.0/oauth2/accessToken",
                Map.of("appKey", "dingother", "appSecret", "other-secret"))
            .at("/accessToken");
    assertThat(stream("g1", "mine", false).at("/code")).isEqualTo("param.stream.outTrackId");
  }

  @Test
  void updateReplacesTheVariablesUnlessByKey() throws Exception {
    make(card());
    put(
        "/v1.0/card/instances",
        Map.of(
            "outTrackId",
            "card-1",
            "cardData",
            Map.of("cardParamMap", Map.of("flag", "true")),
            "cardUpdateOptions",
            Map.of("updateCardDataByKey", true)));
    assertThat(simulator.cards().get(0).params()).containsOnlyKeys("content", "flag");
    put(
        "/v1.0/card/instances",
        Map.of("outTrackId", "card-1", "privateData", Map.of("x", Map.of())));
    assertThat(simulator.cards().get(0).params()).containsOnlyKeys("content", "flag");
    put(
        "/v1.0/card/instances",
        Map.of(
            "outTrackId", "card-1", "cardData", Map.of("cardParamMap", Map.of("flag", "false"))));
    assertThat(simulator.cards().get(0).params()).containsOnlyKeys("flag");
  }

  @Test
  void deliveryCanFailAlthoughTheAnswerIsGood() throws Exception {
    simulator.faults().deliverNoCards();
    TestClient.Answer made = make(card());
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.json().at("/result/deliverResults/0/success").asBoolean()).isFalse();
    assertThat(simulator.replies()).isEmpty();
  }

  @Test
  void canBeRecalledByItsCarrier() throws Exception {
    String carrier = make(card()).at("/result/deliverResults/0/carrierId");
    client.post(
        "/v1.0/robot/groupMessages/recall",
        Map.of(
            "robotCode",
            TestClient.ID,
            "openConversationId",
            simulator.group().id(),
            "processQueryKeys",
            List.of(carrier)),
        TOKEN,
        token);
    assertThat(simulator.replies().get(0).recalled()).isTrue();
  }

  @Test
  void clickThatNoLinkTakesHasNoAnswer() throws Exception {
    make(card());
    CardClick click =
        simulator.press(simulator.cards().get(0), simulator.people().get(0), CardTemplate.STOP);
    assertThat(click.heard()).isFalse();
    assertThat(click.ack()).isEmpty();
    assertThat(click.worked()).isFalse();
    assertThat(click.problem()).hasValueSatisfying(it -> assertThat(it).contains("Nobody hears"));
  }

  @Test
  void answerToAClickChangesTheCard() throws Exception {
    make(card());
    CardClick click =
        answered(
            200,
            "{\"response\":{\"cardUpdateOptions\":{\"updateCardDataByKey\":true},"
                + "\"cardData\":{\"cardParamMap\":{\"content\":\"stopped\",\"flag\":\"x\"}}}}");
    assertThat(click.worked()).isTrue();
    assertThat(click.problem()).isEmpty();
    assertThat(simulator.cards().get(0).params())
        .containsOnly(Map.entry("content", "stopped"), Map.entry("flag", "x"));
    assertThat(simulator.replies().get(0).text()).isEqualTo("stopped");
  }

  @Test
  void answerToAClickReplacesTheVariablesUnlessByKey() throws Exception {
    make(card());
    answered(200, "{\"response\":{\"cardData\":{\"cardParamMap\":{\"flag\":\"x\"}}}}");
    assertThat(simulator.cards().get(0).params()).containsOnly(Map.entry("flag", "x"));
  }

  @Test
  void answerThatIsNoneChangesNoCard() throws Exception {
    make(card());
    CardClick number =
        answered(200, "{\"response\":{\"cardData\":{\"cardParamMap\":{\"content\":1}}}}");
    assertThat(number.problem())
        .contains("The bot's answer does not change the card: every variable must be a string");
    CardClick refused =
        answered(500, "{\"response\":{\"cardData\":{\"cardParamMap\":{\"content\":\"x\"}}}}");
    assertThat(refused.problem()).contains("The click failed: the bot answered code 500");
    assertThat(answered(200, "{\"response\":{}}").problem()).isEmpty();
    assertThat(simulator.cards().get(0).params()).containsOnly(Map.entry("content", "..."));
  }

  private CardClick answered(int ackCode, String ackData) throws Exception {
    TestBot bot = TestBot.takingClicks(client, ackCode, ackData);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    CardClick click =
        simulator.press(simulator.cards().get(0), simulator.people().get(0), CardTemplate.STOP);
    assertThat(simulator.awaitAck(click, SOON)).isTrue();
    bot.close();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
    return click;
  }

  private Map<String, Object> card() {
    Map<String, Object> card = new HashMap<>();
    card.put("cardTemplateId", CardTemplate.DEMO.id());
    card.put("outTrackId", "card-1");
    card.put("callbackType", "STREAM");
    card.put("cardData", Map.of("cardParamMap", Map.of("content", "...")));
    card.put("openSpaceId", "dtv1.card//IM_GROUP." + simulator.group().id());
    card.put("imGroupOpenDeliverModel", Map.of("robotCode", TestClient.ID));
    return card;
  }

  private Map<String, Object> with(String key, Object value) {
    Map<String, Object> card = card();
    card.put(key, value);
    return card;
  }

  private TestClient.Answer make(Map<String, Object> card) throws Exception {
    return client.post("/v1.0/card/instances/createAndDeliver", card, TOKEN, token);
  }

  private TestClient.Answer stream(String guid, String content, boolean last) throws Exception {
    Map<String, Object> frame = new HashMap<>(frame(guid, content, "content", true));
    frame.put("isFinalize", last);
    return put("/v1.0/card/streaming", frame);
  }

  private static Map<String, Object> frame(
      String guid, String content, String key, boolean isFull) {
    return Map.of(
        "outTrackId", "card-1", "guid", guid, "key", key, "content", content, "isFull", isFull);
  }

  private TestClient.Answer put(String path, Map<String, ?> body) throws Exception {
    return client.put(path, body, TOKEN, token);
  }
}
