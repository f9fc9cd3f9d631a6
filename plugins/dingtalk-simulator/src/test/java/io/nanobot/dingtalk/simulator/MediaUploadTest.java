package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaUploadTest {
  private static final int MB = 1024 * 1024;
  private static final byte[] CONTENT = {0, 13, 10, 45, 45, (byte) 0xff, 98};

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM = new DingTalkSimulatorExtension();

  private DingTalkSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    simulator = PLATFORM.simulator();
    client = new TestClient(simulator);
  }

  @Test
  void uploadedFileIsShownWithItsNameAndContent() throws Exception {
    String id = uploaded("file", "报告.pdf");
    assertThat(id).startsWith("@");
    TestClient.Answer answer =
        sent("sampleFile", Map.of("mediaId", id, "fileName", "报告.pdf", "fileType", "pdf"));
    assertThat(answer.status()).isEqualTo(200);
    ShownFile file = onlyFile();
    assertThat(file.kind()).isEqualTo(SharedFile.Kind.FILE);
    assertThat(file.name()).isEqualTo("报告.pdf");
    assertThat(file.content()).isEqualTo(CONTENT);
  }

  @Test
  void pictureIsAMediaIdOrAnAddress() throws Exception {
    sent("sampleImageMsg", Map.of("photoURL", uploaded("image", "a.png")));
    assertThat(onlyFile().kind()).isEqualTo(SharedFile.Kind.PICTURE);
    assertThat(sent("sampleImageMsg", Map.of("photoURL", "https://example.com/a.png")).status())
        .isEqualTo(200);
    assertThat(simulator.replies().get(1).file()).isEmpty();
  }

  @Test
  void soundAndFilmTellTheirDuration() throws Exception {
    sent("sampleAudio", Map.of("mediaId", uploaded("voice", "a.amr"), "duration", "1200"));
    sent(
        "sampleVideo",
        Map.of(
            "videoMediaId",
            uploaded("video", "a.mp4"),
            "picMediaId",
            uploaded("image", "cover.png"),
            "videoType",
            "mp4",
            "duration",
            "3"));
    assertThat(simulator.replies())
        .extracting(reply -> reply.file().orElseThrow().duration())
        .containsExactly("1200", "3");
  }

  @Test
  void missingMemberAndUnknownMediaIdAreRefused() throws Exception {
    assertThat(sent("sampleFile", Map.of("mediaId", "@x", "fileType", "pdf")).at("/code"))
        .isEqualTo("miss.param.fileName");
    assertThat(sent("sampleImageMsg", Map.of("photoURL", "@unknown")).at("/code"))
        .isEqualTo("invalidParameter.msgParam.invalid");
    assertThat(simulator.replies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"image,20", "voice,2", "video,20", "file,20"})
  void largestFileOfATypeIsTakenAndNoByteMore(String type, int megabytes) throws Exception {
    assertThat(upload(type, client.token(), "a", new byte[megabytes * MB]).at("/errcode"))
        .isEqualTo("0");
    assertThat(upload(type, client.token(), "a", new byte[megabytes * MB + 1]).at("/errcode"))
        .isEqualTo("40006");
  }

  @Test
  void typeAndTokenAreChecked() throws Exception {
    assertThat(upload("poem", client.token(), "a", CONTENT).at("/errcode")).isEqualTo("40004");
    assertThat(upload("file", "wrong", "a", CONTENT).at("/errcode")).isEqualTo("40014");
    assertThat(upload("file", client.token(), "a", new byte[0]).at("/errcode")).isEqualTo("40006");
  }

  @Test
  void typeMayBeAFieldOfTheForm() throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\nimage\r\n".getBytes(UTF_8));
    form.writeBytes(media("a.png", CONTENT));
    assertThat(post("", client.token(), form.toByteArray()).at("/type")).isEqualTo("image");
  }

  @Test
  void uploadsAreRefusedOnPurpose() throws Exception {
    simulator.faults().refuseUploads(40007).times(1);
    assertThat(upload("file", client.token(), "a", CONTENT).at("/errcode")).isEqualTo("40007");
    assertThat(upload("file", client.token(), "a", CONTENT).at("/errcode")).isEqualTo("0");
  }

  private ShownFile onlyFile() {
    assertThat(simulator.replies()).hasSize(1);
    return simulator.replies().get(0).file().orElseThrow();
  }

  private TestClient.Answer sent(String msgKey, Map<String, String> param) throws Exception {
    return client.robot(
        "/v1.0/robot/oToMessages/batchSend",
        Map.of(
            "robotCode",
            TestClient.ID,
            "userIds",
            List.of("0123456789"),
            "msgKey",
            msgKey,
            "msgParam",
            TestClient.JSON.writeValueAsString(param)));
  }

  private String uploaded(String type, String name) throws Exception {
    return upload(type, client.token(), name, CONTENT).at("/media_id");
  }

  private TestClient.Answer upload(String type, String token, String name, byte[] content)
      throws Exception {
    return post("&type=" + type, token, media(name, content));
  }

  private TestClient.Answer post(String query, String token, byte[] form) throws Exception {
    URI address = client.base().resolve("/media/upload?access_token=" + token + query);
    return client.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(HttpRequest.BodyPublishers.ofByteArray(form)));
  }

  private static byte[] media(String name, byte[] content) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"media\"; filename=\"%s\"\r\n\r\n"
            .formatted(name)
            .getBytes(UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    return form.toByteArray();
  }
}
