package io.nanobot.host.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.pipeline.WorkingChannels;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttachmentsTest {
  private static final byte[] PNG =
      "\u0089PNG\r\n\u001a\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final WorkingChannels sources = new WorkingChannels();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private MediaFiles files;
  private Attachments attachments;

  @BeforeEach
  void create() {
    files = new MediaFiles(new Workspace(folder), Clock.systemUTC());
    attachments = within(LONG);
  }

  private Attachments within(Duration longest) {
    return attachments(longest, AT_ONCE);
  }

  private Attachments attachments(Duration longest, Duration forTheChannel) {
    return new Attachments(
        sources,
        files,
        new MediaFetch(files, longest, AT_ONCE),
        1,
        new Attachments.Patience(AT_ONCE, forTheChannel));
  }

  @Test
  void agentsGetFilesOfThisMachine() throws Exception {
    through((attachment, target, most) -> write(target, PNG));

    InboundMessage message = fetch("look", picture("screenshot"));

    assertThat(message.text()).isEqualTo("look");
    assertThat(message.attachments()).hasSize(1);
    Attachment local = message.attachments().get(0);
    assertThat(local.name()).isEqualTo("screenshot.png");
    assertThat(local.mediaType()).contains("image/png");
    assertThat(Path.of(URI.create(local.source())))
        .hasBinaryContent(PNG)
        .hasFileName("screenshot.png");
  }

  @Test
  void theTypeIsWhatTheBytesTell() throws Exception {
    through((attachment, target, most) -> write(target, "plain".getBytes(UTF_8)));
    Attachment claimed =
        new Attachment(Attachment.Kind.IMAGE, "a.png", Optional.of("image/png"), "key");
    assertThat(fetch("", claimed).attachments().get(0).mediaType()).contains("text/plain");
  }

  @Test
  void messageWithoutAttachmentsNeedsNoChannel() throws Exception {
    InboundMessage message = message("hello");
    assertThat(attachments.fetch("dingtalk", message)).isSameAs(message);
  }

  @Test
  void aTurnThatIsTriedAgainFetchesNothingAgain() throws Exception {
    through((attachment, target, most) -> write(target, PNG));
    InboundMessage first = fetch("look", picture("a"), picture("b"));
    assertThat(fetch("look", picture("a"), picture("b"))).isEqualTo(first);
    assertThat(asked).hasSize(2);
  }

  @Test
  void oneThatIsMissingSaysWhyAndTheOthersAreThere() throws Exception {
    through(
        (attachment, target, most) -> {
          if (attachment.name().equals("gone.pdf")) {
            throw new ChannelException(ChannelException.Kind.REJECTED, "code of robot expired");
          }
          write(target, PNG);
        });

    InboundMessage message = fetch("look", picture("a"), file("gone.pdf"), picture("b"));

    assertThat(message.text())
        .isEqualTo(
            "look\n[The file \"gone.pdf\" was not fetched: the platform does not give it out]");
    assertThat(message.attachments())
        .extracting(Attachment::name)
        .containsExactly("a.png", "b.png");
    assertThat(asked).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(DownloadException.Kind.class)
  void tellsWhyADownloadFailedWithoutTheDetailForTheOperator(DownloadException.Kind kind)
      throws Exception {
    through(
        (attachment, target, most) -> {
          throw new DownloadException(kind, "files.internal.example", OptionalInt.of(404));
        });
    assertThat(fetch("", file("a.txt")).text())
        .startsWith("[The file \"a.txt\" was not fetched: ")
        .doesNotContain("internal");
  }

  @ParameterizedTest
  @EnumSource(ChannelException.Kind.class)
  void triesAgainWhatMayWorkLaterAndNothingElse(ChannelException.Kind kind) throws Exception {
    through(
        (attachment, target, most) -> {
          if (asked.size() < 3) {
            throw new ChannelException(kind, "not now");
          }
          write(target, PNG);
        });
    boolean later =
        switch (kind) {
          case RATE_LIMITED, UNAVAILABLE, UNCERTAIN -> true;
          case CONFIGURATION, AUTHENTICATION, PERMISSION, REJECTED -> false;
        };
    assertThat(fetch("", picture("a")).attachments()).hasSize(later ? 1 : 0);
    assertThat(asked).hasSize(later ? 3 : 1);
  }

  @Test
  void doesNotWaitLongerThanTheSenderWould() throws Exception {
    through(
        (attachment, target, most) -> {
          throw new ChannelException(
              ChannelException.Kind.RATE_LIMITED, "later", "", Optional.of(Duration.ofHours(1)));
        });
    assertThat(fetch("", picture("a")).text()).contains("does not answer now");
    assertThat(asked).hasSize(1);
  }

  @Test
  void beginsWithNoFileWhenTheTimeIsOver() throws Exception {
    through((attachment, target, most) -> write(target, PNG));
    attachments = within(Duration.ZERO);
    assertThat(fetch("", picture("a")).text()).contains("the files before it took too long");
    assertThat(asked).isEmpty();
  }

  @Test
  void fetchesNoMoreThanTenFiles() throws Exception {
    through((attachment, target, most) -> write(target, PNG));
    Attachment[] many =
        IntStream.rangeClosed(1, 12).mapToObj(i -> picture("p" + i)).toArray(Attachment[]::new);

    InboundMessage message = fetch("", many);

    assertThat(message.attachments()).hasSize(10);
    assertThat(message.text().lines())
        .containsExactly(
            "[The picture \"p11\" was not fetched: only 10 files of a message are]",
            "[The picture \"p12\" was not fetched: only 10 files of a message are]");
  }

  @Test
  void aChannelThatBringsNoFileIsFound() throws Exception {
    through((attachment, target, most) -> {});
    assertThat(fetch("", picture("a")).text()).contains("it did not arrive");
  }

  @Test
  void aChannelThatBringsMoreThanItMayIsFound() throws Exception {
    through((attachment, target, most) -> write(target, new byte[(int) most + 1]));
    InboundMessage message = fetch("", picture("a"));
    assertThat(message.text()).contains("it did not arrive");
    assertThat(files.place("dingtalk", "m1", 1).folder()).isEmptyDirectory();
  }

  @Test
  void aChannelThatLinksToAnotherFileIsFound() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "s");
    through(
        (attachment, target, most) -> {
          try {
            Files.createSymbolicLink(target, secret);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThat(fetch("", picture("a")).attachments()).isEmpty();
    assertThat(secret).exists();
  }

  @Test
  void aChannelThatFetchesNothingLeavesTheTurnItsText() throws Exception {
    sources.add("dingtalk", () -> Optional.of(new SilentChannel()));
    assertThat(fetch("look", picture("a")).text())
        .isEqualTo("look\n[The picture \"a\" was not fetched: the channel can not fetch it now]");
  }

  @Test
  void waitsForAChannelThatStillConnects() throws Exception {
    Channel channel = new Fetching((attachment, target, most) -> write(target, PNG));
    long connected = System.nanoTime() + Duration.ofMillis(200).toNanos();
    sources.add(
        "dingtalk", () -> Optional.of(channel).filter(it -> System.nanoTime() - connected >= 0));
    attachments = attachments(LONG, LONG);
    assertThat(fetch("", picture("a")).attachments()).hasSize(1);
  }

  @Test
  void aChannelWhoseFilesHangDelaysNoOther() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    through(
        (attachment, target, most) -> {
          hanging.countDown();
          end.await();
        });
    sources.add(
        "other", () -> Optional.of(new Fetching((attachment, target, most) -> write(target, PNG))));
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(
            () -> {
              try {
                fetch("", picture("a"));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    hanging.await();

    assertThat(fetch("", picture("b")).text()).contains("too many files are fetched");
    assertThat(attachments.fetch("other", message("", picture("c"))).attachments()).hasSize(1);
    end.countDown();
    assertThat(first).succeedsWithin(LONG);
    through((attachment, target, most) -> write(target, PNG));
    assertThat(fetch("", picture("b")).attachments()).hasSize(1);
  }

  @Test
  void anInterruptEndsTheTurnAndNotTheFile() {
    through(
        (attachment, target, most) -> {
          throw new InterruptedException();
        });
    assertThatThrownBy(() -> fetch("", picture("a"))).isInstanceOf(InterruptedException.class);
  }

  private InboundMessage fetch(String text, Attachment... with) throws InterruptedException {
    return attachments.fetch("dingtalk", message(text, with));
  }

  private static InboundMessage message(String text, Attachment... with) {
    return InboundMessage.builder(
            "m1",
            Conversation.direct("42"),
            new Sender(new Identity("staffId", "42"), "Ann"),
            Instant.EPOCH)
        .text(text)
        .attachments(List.of(with))
        .build();
  }

  private static Attachment picture(String name) {
    return new Attachment(Attachment.Kind.IMAGE, name, Optional.empty(), "key of " + name);
  }

  private static Attachment file(String name) {
    return new Attachment(Attachment.Kind.FILE, name, Optional.empty(), "key of " + name);
  }

  private static void write(Path target, byte[] content) {
    try {
      Files.write(target, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void through(MediaSource source) {
    sources.add("dingtalk", () -> Optional.of(new Fetching(source)));
  }

  private static class SilentChannel implements Channel {
    @Override
    public Connection connect() {
      return new Connection("memory");
    }

    @Override
    public Receipt send(OutboundMessage message) {
      return Receipt.withoutId();
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private final class Fetching extends SilentChannel implements MediaSource {
    private final MediaSource source;

    Fetching(MediaSource source) {
      this.source = source;
    }

    @Override
    public void fetch(Attachment attachment, Path target, long maxBytes)
        throws ChannelException, DownloadException, InterruptedException {
      asked.add(attachment.source());
      source.fetch(attachment, target, maxBytes);
    }
  }
}
