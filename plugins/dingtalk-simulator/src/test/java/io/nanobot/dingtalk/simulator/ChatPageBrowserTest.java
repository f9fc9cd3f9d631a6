package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of cards and files. */
class ChatPageBrowserTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String TOKEN = "x-acs-dingtalk-access-token";
  private static final String HAN_MEIMEI = "0123456789";
  private static final String CARD = "[data-via=card]";
  private static final String STOP = "[data-testid=stop]";

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM = new DingTalkSimulatorExtension();

  @TempDir private Path profile;
  private DingTalkSimulator simulator;
  private TestClient client;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    simulator = PLATFORM.simulator();
    client = new TestClient(simulator);
    browser = Browser.open(new TestClient(simulator).plain().base(), profile);
    String me = "#who option[value='%s']".formatted(HAN_MEIMEI);
    browser.awaitText(me, "Han Meimei");
    browser.element(me).click();
  }

  @AfterEach
  void end() {
    if (browser != null) {
      browser.close();
    }
    simulator.dropLinks();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
  }

  @Test
  void cardGrowsAndCanBeStoppedUntilItIsFinished() throws Exception {
    make("card-1");
    browser.awaitText(CARD, "processing");
    assertThat(browser.count(STOP)).isEqualTo(1);

    stream("card-1", "It **rains**", false);
    browser.awaitText(CARD + " .body strong", "rains");
    browser.awaitText(CARD, "inputting");
    assertThat(browser.count(STOP)).isEqualTo(1);

    stream("card-1", "It rains no more.", true);
    browser.awaitText(CARD + " .body", "It rains no more.");
    browser.awaitText(CARD, "finished");
    assertThat(browser.count(STOP)).isZero();
  }

  @Test
  void clickReachesTheBotAndItsAnswerChangesTheCard() throws Exception {
    TestBot bot =
        TestBot.takingClicks(
            client,
            200,
            "{\"response\":{\"cardData\":{\"cardParamMap\":{\"content\":\"Stopped.\"}}}}");
    make("card-1");
    browser.awaitText(STOP, "Stop");
    browser.element(STOP).click();
    browser.awaitText(CARD + " .body", "Stopped.");
    assertThat(bot.message(0).path("userId").asString()).isEqualTo(HAN_MEIMEI);
    assertThat(browser.element("#notice").isDisplayed()).isFalse();
  }

  @Test
  void tellsThatNobodyHearsAClick() throws Exception {
    make("card-1");
    browser.awaitText(STOP, "Stop");
    browser.element(STOP).click();
    browser.awaitText("#notice", "Nobody hears this click");
    assertThat(browser.element(STOP).isEnabled()).isTrue();
  }

  @Test
  void tellsThatTheBotDoesNotAnswerAClick() throws Exception {
    TestBot.takingClicks(client, 0, "");
    make("card-1");
    browser.awaitText(STOP, "Stop");
    browser.element(STOP).click();
    browser.awaitText("#notice", "has not answered within 2 s");
  }

  @Test
  void showsFilesThatTheBotSends() throws Exception {
    send("sampleFile", "file", "report.pdf", "fileName", "report.pdf", "fileType", "pdf");
    browser.awaitText("[data-from=bot] .file", "report.pdf\nfile · 3 KB");
    send("sampleAudio", "voice", "a.amr", "duration", "4000");
    browser.awaitText("[data-from=bot] .file", "a.amr\naudio · 3 KB · 4 s");
  }

  @Test
  void sendsTheFileThatAPersonAttaches() throws Exception {
    Path file = Files.writeString(profile.resolve("notes.txt"), "notes");
    browser.element("#attach").sendKeys(file.toString());
    browser.awaitText("#attached", "Attached: notes.txt");
    browser.element("#send").click();
    browser.awaitText("[data-from=me] .body", "[file: notes.txt]");
    assertThat(browser.element("#attached").isDisplayed()).isFalse();
  }

  /** Its picture, target/chat-page.png, is for people to look at. */
  @Test
  void tellsAGrowingCardFromAFinishedOne() throws Exception {
    send("sampleFile", "file", "report.pdf", "fileName", "report.pdf", "fileType", "pdf");
    stream(make("card-1"), "The **whole** answer:\n\n1. one\n2. two", true);
    stream(make("card-2"), "Half of the", false);
    browser.awaitText("[data-card=finished] li", "two");
    browser.awaitText("[data-card=inputting] .body", "Half of the");
    assertThat(browser.count("[data-card=finished] " + STOP)).isZero();
    assertThat(browser.count("[data-card=inputting] " + STOP)).isEqualTo(1);
    browser.element(STOP).click();
    browser.awaitText("#notice", "Nobody hears this click");
    Files.write(Path.of("target", "chat-page.png"), browser.screenshot());
  }

  private String make(String outTrackId) throws Exception {
    Map<String, Object> card = new HashMap<>();
    card.put("cardTemplateId", CardTemplate.DEMO.id());
    card.put("outTrackId", outTrackId);
    card.put("callbackType", "STREAM");
    card.put("cardData", Map.of("cardParamMap", Map.of("content", "...")));
    card.put("openSpaceId", "dtv1.card//IM_ROBOT." + HAN_MEIMEI);
    card.put("imRobotOpenDeliverModel", Map.of("robotCode", TestClient.ID));
    assertThat(client.robot("/v1.0/card/instances/createAndDeliver", card).status()).isEqualTo(200);
    return outTrackId;
  }

  private void stream(String outTrackId, String content, boolean last) throws Exception {
    Map<String, Object> frame =
        Map.of(
            "outTrackId", outTrackId,
            "guid", content,
            "key", "content",
            "content", content,
            "isFull", true,
            "isFinalize", last);
    assertThat(client.put("/v1.0/card/streaming", frame, TOKEN, client.token()).status())
        .isEqualTo(200);
  }

  private void send(String msgKey, String type, String name, String... params) throws Exception {
    Map<String, String> param = new HashMap<>(Map.of("mediaId", upload(type, name)));
    for (int i = 0; i < params.length; i += 2) {
      param.put(params[i], params[i + 1]);
    }
    Map<String, Object> body =
        Map.of(
            "robotCode",
            TestClient.ID,
            "userIds",
            new String[] {HAN_MEIMEI},
            "msgKey",
            msgKey,
            "msgParam",
            TestClient.JSON.writeValueAsString(param));
    assertThat(client.robot("/v1.0/robot/oToMessages/batchSend", body).status()).isEqualTo(200);
  }

  private String upload(String type, String name) throws IOException, InterruptedException {
    String form =
        "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"%s\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(name, "x".repeat(3_000));
    URI address =
        client
            .base()
            .resolve("/media/upload?type=%s&access_token=%s".formatted(type, client.token()));
    return client
        .send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(form)))
        .at("/media_id");
  }
}
