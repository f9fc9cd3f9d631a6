package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static io.nanobot.channel.dingtalk.Robot.refusal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.ShownFile;
import io.nanobot.dingtalk.simulator.Utterance;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way from an agent to people, against the simulator. */
final class DingTalkFilesTest {
  private static final Conversation PERSON = Conversation.direct(Simulation.STAFF_ID);
  private static final byte[] PICTURE = "\u0089PNG\r\n\u001a\n and so on".getBytes(ISO_8859_1);
  private static final byte[] REPORT = "%PDF- the report".getBytes(UTF_8);
  private static final int MB = 1024 * 1024;

  @TempDir Path folder;
  private DingTalkSimulator dingTalk;
  private Robot robot;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
    robot = new Robot(Simulation.config());
  }

  @AfterEach
  void stop() {
    robot.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0089PNG\r\n\u001a\n", "\u00ff\u00d8\u00ff\u00e0", "GIF89a", "BM\u001b\0\0\0"})
  void picturesAreShownAsPictures(String magic) throws Exception {
    byte[] content = (magic + "\0".repeat(27 - magic.length())).getBytes(ISO_8859_1);
    send("", local("misleading.txt", content));
    ShownFile file = onlyFile();
    assertThat(file.kind()).isEqualTo(SharedFile.Kind.PICTURE);
    assertThat(file.content()).isEqualTo(content);
  }

  @Test
  void otherFilesAreShownByNameAndExtension() throws Exception {
    send("", local("季度 report.PDF", REPORT));
    assertThat(onlyFile().kind()).isEqualTo(SharedFile.Kind.FILE);
    assertThat(onlyFile().name()).isEqualTo("季度 report.PDF");
    assertThat(onlyFile().content()).isEqualTo(REPORT);
    assertThat(dingTalk.replies().get(0).raw()).contains("\"fileType\":\"pdf\"");
  }

  @Test
  void groupsGetFilesAsWell() throws Exception {
    Conversation group = Conversation.group(dingTalk.group().id(), "");
    robot.channel.send(message(group, "", Map.of(), local("a.png", PICTURE)));
    assertThat(onlyFile().kind()).isEqualTo(SharedFile.Kind.PICTURE);
  }

  @Test
  void soundIsPlayedWithItsDuration() throws Exception {
    byte[] frame = new byte[32];
    frame[0] = 7 << 3;
    ByteArrayOutputStream amr = new ByteArrayOutputStream();
    amr.writeBytes("#!AMR\n".getBytes(UTF_8));
    for (int i = 0; i < 60; i++) {
      amr.writeBytes(frame);
    }
    send("", local("a.amr", amr.toByteArray()), local("b.wav", wav(8_000 * 3)));
    assertThat(dingTalk.replies())
        .extracting(this::shown)
        .containsExactly("AUDIO 1200", "AUDIO 3000");
  }

  @Test
  void soundOfUnknownOrTooLargeKindIsAFile() throws Exception {
    send(
        "",
        local("damaged.amr", "#!AMR\nP".getBytes(UTF_8)),
        local("long.wav", wav(2 * MB)),
        local("damaged.wav", "RIFFxxxxWAVE".getBytes(UTF_8)));
    assertThat(dingTalk.replies()).extracting(this::shown).containsOnly("FILE ");
  }

  @Test
  void filmsArePlayedWithTheirDurationAndOneCoverForAll() throws Exception {
    send("", local("a.mp4", film(0, 600, 1_500)), local("b.mp4", film(1, 1, 7)));
    assertThat(dingTalk.replies()).extracting(this::shown).containsExactly("VIDEO 3", "VIDEO 7");
    assertThat(dingTalk.requests("/media/upload")).as("two films and a cover").hasSize(3);
  }

  @Test
  void filmsThatDoNotTellTheirDurationAreFiles() throws Exception {
    byte[] cut = Arrays.copyOf(film(0, 600, 1_500), 40);
    send("", local("a.mp4", film(0, 0, 5)), local("b.mp4", film(0, 600, -1)), local("c.mp4", cut));
    assertThat(dingTalk.replies()).extracting(this::shown).containsOnly("FILE ");
  }

  private static byte[] film(int version, int unitsPerSecond, int units) {
    ByteBuffer header = ByteBuffer.allocate(40).put(0, (byte) version);
    if (version == 0) {
      header.putInt(12, unitsPerSecond).putInt(16, units);
    } else {
      header.putInt(20, unitsPerSecond).putLong(24, units);
    }
    ByteBuffer film = ByteBuffer.allocate(16 + 8 + 8 + 40);
    film.putInt(16).put("ftypisom".getBytes(UTF_8)).putInt(0);
    film.putInt(56).put("moov".getBytes(UTF_8));
    film.putInt(48).put("mvhd".getBytes(UTF_8)).put(header.array());
    return film.array();
  }

  @Test
  void textComesFirst() throws Exception {
    send("Here it is.", local("a.png", PICTURE), local("b.pdf", REPORT));
    assertThat(dingTalk.replies())
        .extracting(Reply::msgtype)
        .containsExactly("sampleMarkdown", "sampleImageMsg", "sampleFile");
  }

  @Test
  void answersOfASessionBringFilesByTheRobotApi() throws Exception {
    robot.channel.connect();
    Simulation.say("please");
    InboundMessage question = robot.heard();
    robot.channel.send(
        message(question.conversation(), "Here.", question.replyHints(), local("a.pdf", REPORT)));
    assertThat(dingTalk.replies())
        .extracting(Reply::via)
        .containsExactly(Reply.Via.WEBHOOK, Reply.Via.ROBOT_API);
  }

  @Test
  void fileOnTheWebIsFetchedAndItsCopyDeleted() throws Exception {
    URI source = URI.create("https://example.com/files/a.pdf?signature=s3cr3t");
    robot.host.downloads().serving(source, "application/pdf", REPORT);
    send("", new Attachment(Attachment.Kind.FILE, "", Optional.empty(), source.toString()));
    assertThat(onlyFile().name()).isEqualTo("a.pdf");
    assertThat(onlyFile().content()).isEqualTo(REPORT);
    assertThat(robot.host.dataDirectory().resolve("uploads")).isEmptyDirectory();
  }

  @Test
  void fileThatTheWebDoesNotGiveIsReplacedByItsLink() throws Exception {
    send("", web("https://example.com/gone.pdf"));
    assertThat(onlyText())
        .startsWith("The file gone.pdf can not be shown: its server answers with status 404.")
        .contains("(https://example.com/gone.pdf)");
  }

  @Test
  void fileThatIsNotToBeHadNowIsTriedAgain() {
    String source = "https://example.com/slow.pdf";
    robot.host.downloads().failing(URI.create(source), DownloadException.Kind.TIMEOUT);
    assertThat(refusal(() -> send("", web(source))).kind()).isEqualTo(UNAVAILABLE);
    assertThat(dingTalk.replies()).isEmpty();
  }

  @Test
  void fileThatMayNotBeFetchedIsReplacedByASentence() throws Exception {
    String source = "https://example.com/inside.pdf";
    robot.host.downloads().failing(URI.create(source), DownloadException.Kind.REFUSED);
    send("", web(source));
    assertThat(onlyText()).contains("the bot may not fetch files from where it is");
  }

  @Test
  void tooLargeEmptyAndMissingFilesAreReplacedByASentence() throws Exception {
    Path gone = Files.writeString(folder.resolve("gone.txt"), "x");
    Attachment missing = attachment("gone.txt", gone.toUri().toString());
    Files.delete(gone);
    send(
        "",
        local("large.bin", new byte[20 * MB + 1]),
        local("empty.txt", new byte[0]),
        missing,
        attachment("folder", folder.toUri().toString()),
        attachment("odd", "data:,x"));
    assertThat(dingTalk.replies())
        .extracting(Reply::text)
        .containsExactly(
            "The file large.bin can not be shown: it has more than 20 MB.",
            "The file empty.txt can not be shown: it is empty.",
            "The file gone.txt can not be shown: the bot does not find it any more.",
            "The file folder can not be shown: the bot does not find it any more.",
            "The file odd can not be shown: the bot can not open the address that it has for it.");
    assertThat(dingTalk.requests("/media/upload")).isEmpty();
  }

  @Test
  void refusedUploadIsReplacedByASentence() throws Exception {
    dingTalk.faults().refuseUploads(40006);
    send("", local("a.pdf", REPORT));
    assertThat(onlyText()).isEqualTo("The file a.pdf can not be shown: DingTalk does not take it.");
  }

  @Test
  void uploadThatMayWorkLaterIsTriedAgainWithoutTheText() throws Exception {
    dingTalk.faults().refuseUploads(-1).times(1);
    OutboundMessage message =
        message(PERSON, "Here.", Map.of(), local("a.pdf", REPORT), local("b.png", PICTURE));
    ChannelException refusal = refusal(() -> robot.channel.send(message));
    assertThat(refusal.kind()).isEqualTo(UNAVAILABLE);
    assertThat(dingTalk.replies()).extracting(Reply::text).containsExactly("Here.");

    robot.channel.send(message);

    assertThat(dingTalk.replies())
        .extracting(Reply::msgtype)
        .containsExactly("sampleMarkdown", "sampleFile", "sampleImageMsg");
  }

  @Test
  void fileCostsTwoCallsOfTheMonth() throws Exception {
    send("", local("a.pdf", REPORT));
    assertThat(robot.host.dataDirectory().resolve("calls.json")).content().contains("\"api\":2");
  }

  @Test
  void fileHasTimeByItsSizeAlsoOverASlowLine() throws Exception {
    try (Robot hasty = new Robot(Simulation.withConnectTimeout(Duration.ofSeconds(2)))) {
      Attachment large = local("large.bin", new byte[MB / 2]);
      Attachment small = local("small.bin", new byte[1]);
      hasty.channel.send(message(PERSON, "", Map.of(), small)); // opens the connection
      dingTalk.faults().slowUploads(Duration.ofSeconds(5)); // 100 KiB/s for the large one

      ChannelException refusal =
          refusal(() -> hasty.channel.send(message(PERSON, "", Map.of(), small)));
      hasty.channel.send(message(PERSON, "", Map.of(), large));

      assertThat(refusal.kind()).isEqualTo(UNAVAILABLE);
      assertThat(refusal).hasMessageContaining("has not taken a file of 1 KB within 3 s");
      assertThat(refusal.hint()).contains("line is slow", "connectTimeout");
      assertThat(dingTalk.replies())
          .extracting(reply -> reply.file().orElseThrow().name())
          .containsExactly("small.bin", "large.bin");
    }
  }

  @Test
  void takesANewTokenWhenTheOldOneIsRefused() throws Exception {
    send("", local("a.pdf", REPORT));
    dingTalk.revokeTokens();
    send("", local("a.pdf", REPORT));
    assertThat(dingTalk.replies()).extracting(Reply::msgtype).containsOnly("sampleFile");
  }

  @Test
  void peopleWithoutStaffIdGetPicturesInMarkdownAndSentencesForFiles() throws Exception {
    robot.channel.connect();
    Simulation.say(Utterance.by(dingTalk.outsideContact(), "please"));
    InboundMessage question = robot.heard();
    robot.channel.send(
        message(
            question.conversation(),
            "",
            question.replyHints(),
            local("a.png", PICTURE),
            local("a.pdf", REPORT)));
    List<Reply> replies = dingTalk.replies();
    assertThat(replies).extracting(Reply::via).containsOnly(Reply.Via.WEBHOOK);
    assertThat(replies.get(0).text()).matches("!\\[]\\(@.+\\)");
    assertThat(replies.get(1).text())
        .isEqualTo(
            "The file a.pdf can not be shown: DingTalk takes no files for people without Staff ID.");
  }

  @Test
  void nameCanNotBreakOutOfTheForm() throws Exception {
    send("", attachment("../x\"; name=\"type\r\n.pdf", local("x", REPORT).source()));
    assertThat(onlyFile().name()).isEqualTo("x ; name= type .pdf");
  }

  private void send(String text, Attachment... files)
      throws ChannelException, InterruptedException {
    robot.channel.send(message(PERSON, text, Map.of(), files));
  }

  private static OutboundMessage message(
      Conversation conversation, String text, Map<String, String> hints, Attachment... files) {
    return new OutboundMessage(
        "m1", conversation, text, List.of(files), List.of(), Optional.empty(), hints);
  }

  private Attachment local(String name, byte[] content) throws Exception {
    Path file = Files.write(folder.resolve(name), content);
    return attachment(name, file.toUri().toString());
  }

  private static Attachment web(String source) {
    return attachment("", source);
  }

  private static Attachment attachment(String name, String source) {
    return new Attachment(Attachment.Kind.FILE, name, Optional.empty(), source);
  }

  private static byte[] wav(int samples) throws Exception {
    AudioFormat format = new AudioFormat(8_000, 8, 1, true, false);
    AudioInputStream sound =
        new AudioInputStream(new ByteArrayInputStream(new byte[samples]), format, samples);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file);
    return file.toByteArray();
  }

  private ShownFile onlyFile() {
    assertThat(dingTalk.replies()).hasSize(1);
    return dingTalk.replies().get(0).file().orElseThrow();
  }

  private String onlyText() {
    assertThat(dingTalk.replies()).hasSize(1);
    assertThat(dingTalk.replies().get(0).file()).isEmpty();
    return dingTalk.replies().get(0).text();
  }

  private String shown(Reply reply) {
    ShownFile file = reply.file().orElseThrow();
    return file.kind() + " " + file.duration();
  }
}
