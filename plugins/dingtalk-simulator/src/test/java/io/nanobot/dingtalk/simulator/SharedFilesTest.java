package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Files on their way from a person to a bot, as sections 3.3, 3.4 and 7.1 describe it. */
class SharedFilesTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String DOWNLOAD = "/v1.0/robot/messageFiles/download";
  private static final byte[] CONTENT = "the content".getBytes(UTF_8);
  private static final MovableClock CLOCK = new MovableClock();

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM =
      new DingTalkSimulatorExtension(DingTalkSimulator.builder().clock(CLOCK));

  private DingTalkSimulator simulator;
  private TestClient client;
  private TestBot bot;

  @BeforeEach
  void start() throws Exception {
    simulator = PLATFORM.simulator();
    client = new TestClient(simulator);
    bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
  }

  @AfterEach
  void leaveNoLink() {
    simulator.dropLinks();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
  }

  @Test
  void eachKindHasTheBodyThatIsDocumented() throws Exception {
    JsonNode picture = said(SharedFile.picture("a.png", CONTENT));
    assertThat(picture.path("msgtype").asString()).isEqualTo("picture");
    assertThat(keys(picture)).containsExactlyInAnyOrder("downloadCode", "pictureDownloadCode");

    JsonNode audio = said(SharedFile.audio("a.amr", "turn on the lamp", CONTENT));
    assertThat(audio.path("msgtype").asString()).isEqualTo("audio");
    assertThat(keys(audio)).containsExactlyInAnyOrder("duration", "downloadCode", "recognition");
    assertThat(audio.at("/content/recognition").asString()).isEqualTo("turn on the lamp");

    JsonNode video = said(SharedFile.video("a.mp4", CONTENT));
    assertThat(video.path("msgtype").asString()).isEqualTo("video");
    assertThat(keys(video)).containsExactlyInAnyOrder("duration", "downloadCode", "videoType");

    JsonNode file = said(SharedFile.file("report.pdf", CONTENT));
    assertThat(file.path("msgtype").asString()).isEqualTo("file");
    assertThat(keys(file))
        .containsExactlyInAnyOrder("spaceId", "fileId", "fileName", "downloadCode");
    assertThat(file.at("/content/fileName").asString()).isEqualTo("report.pdf");
  }

  @Test
  void textWithPicturesIsRichText() throws Exception {
    JsonNode data =
        said(
            Utterance.by(simulator.person("Li Lei"), "look")
                .attaching(
                    SharedFile.picture("a.png", CONTENT), SharedFile.picture("b.png", CONTENT)));
    assertThat(data.path("msgtype").asString()).isEqualTo("richText");
    JsonNode parts = data.at("/content/richText");
    assertThat(parts.get(0).path("text").asString()).isEqualTo("look");
    assertThat(parts.get(1).path("type").asString()).isEqualTo("picture");
    assertThat(parts.get(1).path("downloadCode")).isNotEqualTo(parts.get(2).path("downloadCode"));
  }

  @Test
  void refusesWhatNoClientCanSend() {
    Utterance text = Utterance.by(simulator.person("Li Lei"), "look");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text.attaching(SharedFile.file("a.pdf", CONTENT)));
  }

  @Test
  void aCodeLeadsToALinkAndTheLinkToTheFile() throws Exception {
    TestClient.Answer answer = download(code(said(SharedFile.picture("a.png", CONTENT))));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/downloadUrl"))
        .startsWith("http://127.0.0.1:")
        .contains(".file?Expires=", "&Signature=");
    assertThat(client.get(answer.at("/downloadUrl")).text()).isEqualTo("the content");
  }

  @Test
  void aLinkNeedsItsSignatureAndNoContentType() throws Exception {
    String url = download(code(said(SharedFile.picture("a.png", CONTENT)))).at("/downloadUrl");
    assertThat(client.get(url.replaceAll("Signature=.*", "Signature=x")).status()).isEqualTo(403);
    assertThat(client.get(url, "Content-Type", "image/png").text())
        .contains("SignatureDoesNotMatch");
  }

  @Test
  void aLinkExpires() throws Exception {
    String url = download(code(said(SharedFile.picture("a.png", CONTENT)))).at("/downloadUrl");
    CLOCK.advance(SharedFiles.LINK_LIFETIME.plusSeconds(1));
    assertThat(client.get(url).status()).isEqualTo(403);
  }

  @Test
  void errorsAreThoseOfThePlatform() throws Exception {
    String code = code(said(SharedFile.picture("a.png", CONTENT)));
    assertThat(client.robot(DOWNLOAD, Map.of("downloadCode", code)).at("/code"))
        .isEqualTo("invalidParameter.robotCode.empty");
    assertThat(client.robot(DOWNLOAD, Map.of("robotCode", TestClient.ID)).at("/code"))
        .isEqualTo("invalidParameter.robotCode.empty");
    assertThat(download("another").at("/code"))
        .isEqualTo("invalidParameter.robotCode.downloadCode");
    simulator.faults().expireDownloadCodes().times(1);
    assertThat(download(code).at("/code")).isEqualTo("invalidParameter.robotCode.downloadCode");
    simulator.faults().downloadFails().times(1);
    assertThat(download(code).status()).isEqualTo(500);
    simulator.faults().expireFileLinks().times(1);
    assertThat(client.get(download(code).at("/downloadUrl")).status()).isEqualTo(403);
    assertThat(download(code).status()).isEqualTo(200);
  }

  @Test
  void aQuoteOfAFileCarriesItsCode() throws Exception {
    SentMessage original =
        simulator.say(
            Utterance.by(simulator.person("Li Lei"), "")
                .attaching(SharedFile.file("report.pdf", CONTENT)));
    JsonNode data = said(Utterance.by(original.from(), "what is this?").quoting(original));
    JsonNode replied = data.at("/text/repliedMsg");
    assertThat(replied.path("msgType").asString()).isEqualTo("file");
    assertThat(replied.at("/content/fileName").asString()).isEqualTo("report.pdf");
    assertThat(download(replied.at("/content/downloadCode").asString()).status()).isEqualTo(200);
  }

  @Test
  void aQuoteCanTellItsIdOnly() throws Exception {
    SentMessage original = simulator.say("Li Lei", "first");
    simulator.faults().withholdQuotes();
    JsonNode data = said(Utterance.by(original.from(), "this?").quoting(original));
    assertThat(data.path("originalMsgId").asString()).isEqualTo(original.msgId());
    assertThat(data.at("/text/isReplyMsg").asBoolean()).isTrue();
    assertThat(data.path("text").has("repliedMsg")).isFalse();
  }

  @Test
  void thePageAndScriptsCanSendFiles() throws Exception {
    TestClient.Answer answer =
        say(
            Map.of(
                "person",
                "Li Lei",
                "files",
                List.of(
                    Map.of(
                        "kind",
                        "picture",
                        "name",
                        "a.png",
                        "base64",
                        Base64.getEncoder().encodeToString(CONTENT)))));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.at("/text")).isEqualTo("[picture: a.png]");
    await().atMost(SOON).until(() -> bot.callbacks().size() == 1);
    assertThat(client.get(download(code(bot.message(0))).at("/downloadUrl")).text())
        .isEqualTo("the content");
  }

  @Test
  void scriptsCanSendEveryOtherType() throws Exception {
    say(
        Map.of(
            "person",
            "Li Lei",
            "as",
            Map.of("msgtype", "chatRecord", "content", Map.of("title", "Dev group"))));
    await().atMost(SOON).until(() -> bot.callbacks().size() == 1);
    assertThat(bot.message(0).path("msgtype").asString()).isEqualTo("chatRecord");
    assertThat(bot.message(0).at("/content/title").asString()).isEqualTo("Dev group");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Map<String, String> pdf = Map.of("kind", "file", "name", "a.pdf", "base64", "");
    assertThat(say(Map.of("person", "Li Lei", "group", true, "files", List.of(pdf))).at("/error"))
        .isEqualTo("in a group DingTalk brings bots texts and pictures only");
    assertThat(
            say(Map.of("person", "Li Lei", "files", List.of(Map.of("kind", "fax")))).at("/error"))
        .isEqualTo("kind is picture, audio, video or file, not fax");
  }

  private TestClient.Answer say(Map<String, ?> body) throws Exception {
    return new TestClient(simulator).plain().post("/_simulator/say", body);
  }

  private TestClient.Answer download(String code) throws Exception {
    return client.robot(DOWNLOAD, Map.of("robotCode", TestClient.ID, "downloadCode", code));
  }

  private JsonNode said(SharedFile file) {
    return said(Utterance.by(simulator.person("Li Lei"), "").attaching(file));
  }

  private JsonNode said(Utterance utterance) {
    SentMessage sent = simulator.say(utterance);
    assertThat(simulator.awaitAck(sent, SOON)).isTrue();
    return bot.message(bot.callbacks().size() - 1);
  }

  private static String code(JsonNode data) {
    return data.at("/content/downloadCode").asString();
  }

  private static List<String> keys(JsonNode data) {
    return List.copyOf(data.path("content").propertyNames());
  }
}
