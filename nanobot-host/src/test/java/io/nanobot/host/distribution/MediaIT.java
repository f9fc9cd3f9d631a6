package io.nanobot.host.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files and strange messages on their way through the packed distribution, to the echo agent. */
class MediaIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final String LI_LEI = "manager7675";
  private static final String DOWNLOAD = "/v1.0/robot/messageFiles/download";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] PNG = "\u0089PNG\r\n\u001a\n".getBytes(ISO_8859_1);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  @Test
  void theAgentGetsAPictureAsAFileThatOnlyTheOwnerCanRead() throws IOException {
    try (NanobotProcess gateway = start(fetchingFromTheSimulator())) {
      SentMessage picture = say(HAN_MEIMEI, SharedFile.picture("a.png", PNG));

      assertThat(reply(picture)).isEqualTo("(image: picture.png, image/png)");
      List<Path> files = filesNamed("picture.png");
      assertThat(files).hasSize(1);
      assertThat(files.get(0)).hasBinaryContent(PNG);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.get(0))))
          .isEqualTo("rw-------");
      assertThat(gateway.output()).doesNotContain(simulator.issuedDownloadCodes());
      assertThat(gateway.output()).doesNotContain(simulator.issuedFileSignatures());
    }
  }

  @Test
  void aPictureThatWaitedForARestartIsFetchedThen() {
    Home home = home(fetchingFromTheSimulator());
    SentMessage picture;
    try (NanobotProcess gateway = connected(home)) {
      simulator.faults().downloadFails();
      picture = say(HAN_MEIMEI, SharedFile.picture("a.png", PNG));
      assertThat(simulator.awaitAck(picture, PATIENCE)).isTrue();
      gateway.signal("KILL");
      gateway.exitCode();
    }
    simulator.faults().clear();
    try (NanobotProcess gateway = home.gateway()) {
      assertThat(reply(picture)).isEqualTo("(image: picture.png, image/png)");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void nothingIsFetchedForStrangers() throws IOException {
    try (NanobotProcess gateway = start(fetchingFromTheSimulator())) {
      SentMessage picture = say(LI_LEI, SharedFile.picture("a.png", PNG));
      gateway.awaitLine("Access denied for sender " + LI_LEI);
      assertThat(simulator.awaitAck(picture, PATIENCE)).isTrue();
      reply(simulator.say(HAN_MEIMEI, "hello"));

      assertThat(simulator.requests(DOWNLOAD)).isEmpty();
      assertThat(filesNamed("picture.png")).isEmpty();
    }
  }

  @Test
  void aFileThatMayNotBeFetchedSaysSoAndTheTurnGoesOn() {
    try (NanobotProcess gateway = start(Map.of())) {
      SentMessage file = say(HAN_MEIMEI, SharedFile.file("../report.pdf", PNG));

      assertThat(reply(file))
          .contains(
              "The file \"report.pdf\" was not fetched: the bot may not fetch files from where it is");
      gateway.awaitLine("is not among the hosts that nanobot fetches from");
    }
  }

  @Test
  void aKindOfMessageThatCanNotBeReadIsAnsweredPolitely() {
    try (NanobotProcess gateway = start(Map.of())) {
      simulator.faults().unknownMsgtype().times(1);
      SentMessage sticker = simulator.say(HAN_MEIMEI, "a sticker");

      assertThat(reply(sticker)).startsWith("Sorry, I can not read this kind of message yet.");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  private SentMessage say(String person, SharedFile file) {
    return simulator.say(Utterance.by(simulator.person(person), "").attaching(file));
  }

  private String reply(SentMessage message) {
    return simulator.awaitReply(message, PATIENCE).orElseThrow().text();
  }

  private Map<String, ?> fetchingFromTheSimulator() {
    return Map.of(
        "outgoing",
        Map.of(
            "allowHosts",
            List.of("*", simulator.plainApiBase().toString()),
            "allowPrivateHosts",
            List.of("127.0.0.1")));
  }

  private NanobotProcess start(Map<String, ?> security) {
    return connected(home(security));
  }

  private static NanobotProcess connected(Home home) {
    return home.gateway().awaitLine("DingTalk channel connected via Stream Mode");
  }

  private Home home(Map<String, ?> security) {
    return new Home(directory)
        .with(Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI)), security);
  }

  private List<Path> filesNamed(String name) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(path -> path.endsWith(name)).toList();
    }
  }
}
