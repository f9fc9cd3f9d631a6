package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.REJECTED;
import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static io.nanobot.channel.dingtalk.Robot.refusal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.inbound.MediaKey;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.Utterance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files and quotes on their way from a person to the host, against the simulator. */
final class DingTalkMediaTest {
  private static final String DOWNLOAD = "/v1.0/robot/messageFiles/download";
  private static final byte[] CONTENT = "the content".getBytes(UTF_8);

  private DingTalkSimulator dingTalk;
  private Robot robot;

  @BeforeEach
  void start() throws Exception {
    dingTalk = Simulation.fresh();
    robot = Robot.connected();
    robot.host.downloads().reaching(dingTalk.plainApiBase());
  }

  @AfterEach
  void stop() {
    robot.close();
  }

  @Test
  void fetchesEveryKindOfFile() throws Exception {
    say(SharedFile.picture("a.png", CONTENT));
    say(SharedFile.audio("a.amr", "turn on the lamp", CONTENT));
    say(SharedFile.video("a.mp4", CONTENT));
    say(SharedFile.file("report.pdf", CONTENT));

    List<InboundMessage> heard = robot.heard(4);
    assertThat(heard)
        .extracting(InboundMessage::text)
        .containsExactly("", "turn on the lamp", "", "");
    assertThat(heard)
        .extracting(message -> message.attachments().get(0).name())
        .containsExactly("picture", "voice message", "video", "report.pdf");
    for (InboundMessage message : heard) {
      assertThat(fetched(message.attachments().get(0))).hasBinaryContent(CONTENT);
    }
  }

  @Test
  void asksForNothingBeforeTheHostDoes() {
    say(SharedFile.picture("a.png", CONTENT));
    robot.heard();
    assertThat(dingTalk.requests(DOWNLOAD)).isEmpty();
    assertThat(robot.host.downloads().requested()).isEmpty();
  }

  @Test
  void fetchesPicturesOfRichText() throws Exception {
    Simulation.say(
        Utterance.by(dingTalk.person(Simulation.STAFF_ID), "look")
            .attaching(
                SharedFile.picture("a.png", "one".getBytes(UTF_8)),
                SharedFile.picture("b.png", "two".getBytes(UTF_8))));
    InboundMessage message = robot.heard();
    assertThat(message.text()).isEqualTo("look[picture 1][picture 2]");
    assertThat(fetched(message.attachments().get(0))).hasContent("one");
    assertThat(fetched(message.attachments().get(1))).hasContent("two");
  }

  @Test
  void fetchesAfterARestart() throws Exception {
    say(SharedFile.picture("a.png", CONTENT));
    Attachment attachment = robot.heard().attachments().get(0);
    Path folder = robot.host.dataDirectory();
    robot.close();
    robot = new Robot(Simulation.config(), Clock.systemUTC(), folder);
    robot.host.downloads().reaching(dingTalk.plainApiBase());
    assertThat(fetched(attachment)).hasBinaryContent(CONTENT);
  }

  @Test
  void takesANewTokenWhenTheOldOneIsRefused() throws Exception {
    say(SharedFile.picture("a.png", CONTENT));
    Attachment attachment = robot.heard().attachments().get(0);
    fetched(attachment);
    dingTalk.revokeTokens();
    assertThat(fetched(attachment)).hasBinaryContent(CONTENT);
  }

  @Test
  void triesTheOtherCodeOfAPicture() throws Exception {
    say(SharedFile.picture("a.png", CONTENT));
    MediaKey key = MediaKey.parse(robot.heard().attachments().get(0).source());
    Attachment expired =
        picture(new MediaKey(key.robotCode(), "expired", Optional.of(key.downloadCode())));
    assertThat(fetched(expired)).hasBinaryContent(CONTENT);
  }

  @Test
  void saysThatACodeIsNotKnownAnyMore() {
    say(SharedFile.picture("a.png", CONTENT));
    Attachment attachment = robot.heard().attachments().get(0);
    dingTalk.faults().expireDownloadCodes();
    ChannelException refusal = refusal(() -> fetchQuietly(attachment));
    assertThat(refusal.kind()).isEqualTo(REJECTED);
    assertThat(refusal).hasMessage("DingTalk does not know the download code of the file any more");
  }

  @Test
  void aPlatformThatIsOutOfOrderMayWorkLater() {
    say(SharedFile.picture("a.png", CONTENT));
    Attachment attachment = robot.heard().attachments().get(0);
    dingTalk.faults().downloadFails();
    assertThat(refusal(() -> fetchQuietly(attachment)).kind()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void aLinkThatHasExpiredIsTheHostsFailure() {
    say(SharedFile.picture("a.png", CONTENT));
    Attachment attachment = robot.heard().attachments().get(0);
    dingTalk.faults().expireFileLinks();
    DownloadException failure =
        catchThrowableOfType(DownloadException.class, () -> fetched(attachment));
    assertThat(failure.status()).hasValue(403);
  }

  @Test
  void closeCutsADownloadOff() throws Exception {
    say(SharedFile.picture("a.png", CONTENT));
    Attachment attachment = robot.heard().attachments().get(0);
    CountDownLatch downloading = new CountDownLatch(1);
    Downloads endless =
        (source, target, maxBytes) -> {
          downloading.countDown();
          new CountDownLatch(1).await();
          return null;
        };
    CallQuota quota = new CallQuota(Simulation.config(), Path.of("target"), Clock.systemUTC());
    try (DingTalkHttp http = new DingTalkHttp(Simulation.config(), quota, "media")) {
      DingTalkToken token = new DingTalkToken(Simulation.config(), http, Clock.systemUTC());
      DingTalkApi api = new DingTalkApi(Simulation.config(), http, token);
      DingTalkMedia media = new DingTalkMedia(Simulation.config(), api, endless);
      CompletableFuture<Exception> outcome =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      Exception.class, () -> media.fetch(attachment, Path.of("x"), 1)));
      downloading.await();
      media.close();
      assertThat(outcome)
          .succeedsWithin(Simulation.PATIENCE)
          .isInstanceOf(ChannelException.class)
          .extracting(Throwable::getMessage)
          .isEqualTo("The channel was closed");
      assertThat(
              catchThrowableOfType(
                  ChannelException.class, () -> media.fetch(attachment, Path.of("x"), 1)))
          .hasMessage("The channel was closed");
    }
  }

  @Test
  void refusesAttachmentsOfSomebodyElse() {
    Attachment other =
        new Attachment(Attachment.Kind.FILE, "a", Optional.empty(), "file:/etc/passwd");
    ChannelException refusal = refusal(() -> fetchQuietly(other));
    assertThat(refusal.kind()).isEqualTo(REJECTED);
    assertThat(refusal.getMessage()).doesNotContain("passwd");
  }

  @Test
  void bringsTheFileOfAQuotedMessage() throws Exception {
    SentMessage original = say(SharedFile.file("report.pdf", CONTENT));
    robot.heard();
    Simulation.say(Utterance.by(original.from(), "what is this?").quoting(original));
    InboundMessage reply = robot.heard(2).get(1);
    assertThat(reply.quote().orElseThrow().text()).isEqualTo("[file: report.pdf]");
    assertThat(fetched(reply.attachments().get(0))).hasBinaryContent(CONTENT);
  }

  @Test
  void remembersForAQuoteThatTellsItsIdOnlyAndOverARestart() throws Exception {
    SentMessage original = Simulation.say("the first word");
    robot.heard();
    assertThat(dingTalk.awaitAck(original, Simulation.PATIENCE)).isTrue();
    Path folder = robot.host.dataDirectory();
    await().until(() -> Files.exists(folder.resolve("recent-messages.jsonl")));
    robot.close();
    robot = new Robot(Simulation.config(), Clock.systemUTC(), folder);
    robot.channel.connect();

    dingTalk.faults().withholdQuotes();
    Simulation.say(Utterance.by(original.from(), "this?").quoting(original));

    assertThat(robot.heard().quote().orElseThrow().text()).isEqualTo("the first word");
  }

  @Test
  void remembersWhatTheBotWroteThroughTheRobotApi() throws Exception {
    robot.channel.send(
        new OutboundMessage(
            "m1",
            Conversation.direct(Simulation.STAFF_ID),
            "a reminder",
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of()));
    dingTalk.faults().withholdQuotes();
    Simulation.say(
        Utterance.by(dingTalk.person(Simulation.STAFF_ID), "which one?")
            .quoting(dingTalk.replies().get(0)));

    assertThat(robot.heard().quote().orElseThrow().text()).isEqualTo("a reminder");
  }

  @Test
  void remembersThePartsOfAnAnswerThatHaveAnIdEvenIfOthersHaveNone() throws Exception {
    Simulation.say("a long answer, please");
    InboundMessage question = robot.heard();
    Receipt receipt =
        robot.channel.send(
            new OutboundMessage(
                "m1",
                question.conversation(),
                "the report",
                List.of(new Attachment(Attachment.Kind.FILE, "r.pdf", Optional.empty(), report())),
                List.of(),
                Optional.empty(),
                question.replyHints()));
    assertThat(receipt.messageIds()).as("the text can not be taken back").isEmpty();
    dingTalk.faults().withholdQuotes();
    Simulation.say(
        Utterance.by(dingTalk.person(Simulation.STAFF_ID), "which one?")
            .quoting(dingTalk.replies().get(1)));

    assertThat(robot.heard(2).get(1).quote().orElseThrow().text()).isEqualTo("the report");
  }

  private String report() throws Exception {
    Path report = robot.host.dataDirectory().resolve("r.pdf");
    Files.write(report, CONTENT);
    return report.toUri().toString();
  }

  private SentMessage say(SharedFile file) {
    return Simulation.say(Utterance.by(dingTalk.person(Simulation.STAFF_ID), "").attaching(file));
  }

  private static Attachment picture(MediaKey key) {
    return new Attachment(Attachment.Kind.IMAGE, "picture", Optional.empty(), key.source());
  }

  private Path fetched(Attachment attachment) throws Exception {
    Path target = Files.createTempDirectory(robot.host.dataDirectory(), "media-").resolve("file");
    robot.channel.fetch(attachment, target.toAbsolutePath(), 1_000);
    return target;
  }

  private void fetchQuietly(Attachment attachment) throws ChannelException, InterruptedException {
    try {
      robot.channel.fetch(
          attachment, robot.host.dataDirectory().resolve("file").toAbsolutePath(), 1_000);
    } catch (DownloadException e) {
      throw new AssertionError(e);
    }
  }
}
