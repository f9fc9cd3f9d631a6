package io.nanobot.testkit;

import static io.nanobot.testkit.Eventually.eventually;
import static io.nanobot.testkit.Eventually.steadily;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.channel.Probe;
import io.nanobot.api.channel.Probe.Check;
import io.nanobot.api.channel.Probe.Outcome;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the host relies on in a channel. A test class per channel extends this; the tests here then
 * run against it. Not for parallel runs: it watches threads and the console.
 *
 * @param <C> the channel's configuration
 */
@Timeout(60)
@SuppressWarnings("JUnitClassModifiers")
public abstract class ChannelContract<C extends Record> {
  private static final Duration PROMPT = Duration.ofSeconds(5);

  private static final byte[] FILE = "what is in the file".getBytes(StandardCharsets.UTF_8);

  private TestPlatform platform;
  private FakeChannelContext context;
  private ThreadWatch threads;
  private Channel channel;

  /** For subclasses. */
  protected ChannelContract() {}

  /**
   * The factory under test.
   *
   * @return a new factory
   */
  protected abstract ChannelFactory<C> factory();

  /**
   * Starts a platform, once for each test.
   *
   * @return a platform that nobody is connected to
   * @throws Exception if it does not start
   */
  protected abstract TestPlatform startPlatform() throws Exception;

  /**
   * A configuration that works with the platform of the test.
   *
   * @param platform what {@link #startPlatform()} returned
   * @return the configuration
   */
  protected abstract C config(TestPlatform platform);

  /**
   * What must stand in no log: the secrets of the configuration, and tokens of the platform.
   *
   * @param platform what {@link #startPlatform()} returned
   * @return the secret texts; empty if the configuration has no {@link
   *     io.nanobot.api.config.Secret}
   */
  protected abstract List<String> secrets(TestPlatform platform);

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    platform = startPlatform();
    context = new FakeChannelContext("contract", folder);
    platform.files().ifPresent(context.downloads()::reaching);
    threads = new ThreadWatch(platform::owns);
    channel = factory().create(config(platform), context);
  }

  @AfterEach
  void stop() {
    if (channel != null) {
      channel.close();
    }
    if (context != null) {
      context.close();
    }
    if (platform != null) {
      platform.close();
    }
  }

  // what it is

  @Test
  void saysWhatItIs() {
    ChannelFactory<C> factory = factory();
    assertThat(factory.type()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    assertThat(factory.displayName()).isNotBlank();
    assertThat(factory.identityScheme().name()).isNotBlank();
    assertThat(factory.identityScheme().label()).isNotBlank();
  }

  @Test
  void describesItsConfiguration() {
    ConfigRules.check(factory().configType());
  }

  @Test
  void hidesItsSecrets() {
    C config = config(platform);
    List<String> secrets = secrets(platform);
    if (ConfigRules.hasSecrets(config.getClass())) {
      assertThat(secrets).as("secrets of the configuration").isNotEmpty();
    }
    assertThat(secrets).allSatisfy(it -> assertThat(config.toString()).doesNotContain(it));
  }

  @Test
  void isMadeWithoutThreadsAndConnections() {
    assertThat(threads.appeared()).isEmpty();
    assertThat(platform.connections()).isZero();
  }

  // messages from the platform

  @Test
  void receivesMessages() throws Exception {
    assertThat(channel.connect().transport()).isNotBlank();
    InboundMessage message = hear("hello");
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.conversation().kind()).isEqualTo(Conversation.Kind.DIRECT);
    assertThat(message.mentionsBot()).isTrue();
    assertThat(message.sender().identity().scheme()).isEqualTo(factory().identityScheme().name());
    eventually(() -> assertThat(platform.connections()).isOne());
    eventually(() -> assertThat(context.heard()).isPositive());
    assertThat(context.disconnections()).isEmpty();
  }

  @Test
  void givesEachMessageItsOwnId() throws Exception {
    channel.connect();
    assertThat(hear("same").id()).isNotEqualTo(hear("same").id());
  }

  @Test
  void keepsTheIdOfMessageThatIsDeliveredAgain() throws Exception {
    context.answering(Acceptance.BUSY);
    channel.connect();
    InboundMessage first = hear("again");
    if (!platform.acknowledges()) {
      assertThatThrownBy(platform::redeliver).isInstanceOf(UnsupportedOperationException.class);
      return;
    }
    platform.redeliver();
    eventually(() -> assertThat(context.messages()).hasSize(2));
    assertThat(context.messages().get(1).id()).isEqualTo(first.id());
  }

  @Test
  void acknowledgesWhenTheMessageIsStoredAndNotBefore() throws Exception {
    var stored = new CompletableFuture<Acceptance>();
    context.answering(message -> stored);
    channel.connect();
    hear("keep me");
    steadily(() -> assertThat(platform.acknowledgements()).isZero());
    stored.complete(Acceptance.ACCEPTED);
    assertTaken(1);
  }

  @Test
  void acknowledgesDuplicatesAndRefusedMessages() throws Exception {
    channel.connect();
    context.answering(Acceptance.DUPLICATE);
    hear("one");
    assertTaken(1);
    context.answering(Acceptance.REFUSED);
    hear("two");
    assertTaken(2);
  }

  @Test
  void doesNotAcknowledgeWhenTheHostIsBusy() throws Exception {
    context.answering(Acceptance.BUSY);
    channel.connect();
    hear("later");
    assertNotTaken();
    assertThat(context.disconnections()).isEmpty();
  }

  @Test
  void doesNotAcknowledgeWhenTheHostFails() throws Exception {
    context.answering(message -> CompletableFuture.failedStage(new IllegalStateException("disk")));
    channel.connect();
    hear("lost otherwise");
    assertNotTaken();
    assertThat(context.disconnections()).isEmpty();
  }

  @Test
  void goesOnReceivingWhileMessagesWaitForTheHost() throws Exception {
    context.answering(message -> new CompletableFuture<>());
    channel.connect();
    hear("one");
    hear("two");
    assertThat(platform.acknowledgements()).isZero();
  }

  // files from the platform

  @Test
  void fetchesWhatCameWithMessageOnceItIsAsked() throws Exception {
    channel.connect();
    Optional<Attachment> attachment = hearFile("report.txt");
    if (attachment.isEmpty()) {
      return;
    }
    assertThat(context.downloads().requested()).as("fetched before it was admitted").isEmpty();
    Path target = target();
    source().fetch(attachment.get(), target, 1_000);
    assertThat(target).hasBinaryContent(FILE);
  }

  @Test
  void fetchesNothingThatIsTooLarge() throws Exception {
    channel.connect();
    Optional<Attachment> attachment = hearFile("large.txt");
    if (attachment.isPresent()) {
      Path target = target();
      assertThatThrownBy(() -> source().fetch(attachment.get(), target, FILE.length - 1))
          .isInstanceOfAny(DownloadException.class, ChannelException.class);
      assertThat(target).doesNotExist();
    }
  }

  @Test
  void fetchesNothingAfterClose() throws Exception {
    channel.connect();
    Optional<Attachment> attachment = hearFile("late.txt");
    if (attachment.isPresent()) {
      Path target = target();
      channel.close();
      ChannelException refusal = refusal(() -> fetchQuietly(attachment.get(), target));
      assertThat(refusal.getMessage()).isNotBlank();
      assertThat(target).doesNotExist();
    }
  }

  // the doctor

  @Test
  void findsNothingWrongWithGoodPlatform() throws Exception {
    if (channel instanceof Probe probe) {
      List<Check> checks = new CopyOnWriteArrayList<>();
      probe.probe(checks::add);
      assertThat(checks).isNotEmpty().noneMatch(it -> it.outcome() == Outcome.FAILED);
      assertThat(checks).extracting(Check::name).doesNotHaveDuplicates();
      assertThat(platform.received()).as("what people saw of it").isEmpty();
    }
  }

  // messages to the platform

  @Test
  void answersMessages() throws Exception {
    channel.connect();
    InboundMessage question = hear("question");
    assertThat(channel.send(answer(question, "the answer"))).isNotNull();
    assertThat(platform.received()).singleElement().asString().contains("the answer");
  }

  @Test
  void keepsTheOrderOfAnswers() throws Exception {
    channel.connect();
    InboundMessage question = hear("count");
    for (String text : List.of("first", "second", "third")) {
      channel.send(answer(question, text));
    }
    assertThat(platform.received())
        .satisfiesExactly(
            it -> assertThat(it).contains("first"),
            it -> assertThat(it).contains("second"),
            it -> assertThat(it).contains("third"));
  }

  @Test
  void writesUnaskedOrRefusesTo() throws Exception {
    channel.connect();
    Optional<Conversation> target = platform.proactiveTarget();
    if (target.isPresent()) {
      channel.send(message(target.get(), "unasked"));
      assertThat(platform.received()).singleElement().asString().contains("unasked");
    } else {
      Conversation conversation = hear("hello").conversation();
      ChannelException refusal = refusal(() -> channel.send(message(conversation, "unasked")));
      assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
      assertThat(platform.received()).isEmpty();
    }
  }

  // when the connection ends

  @Test
  void reportsBrokenConnectionOnce() throws Exception {
    channel.connect();
    platform.breakLink();
    eventually(() -> assertThat(context.disconnections()).hasSize(1));
    steadily(() -> assertThat(context.disconnections()).hasSize(1));
    ChannelException cause = context.disconnections().get(0);
    assertThat(cause.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(cause.getMessage()).isNotBlank();
  }

  @Test
  void connectsAgainAfterBrokenConnection() throws Exception {
    channel.connect();
    platform.breakLink();
    eventually(() -> assertThat(context.disconnections()).hasSize(1));
    channel.connect();
    assertThat(hear("still there?").text()).isEqualTo("still there?");
    assertThat(context.disconnections()).hasSize(1);
    eventually(() -> assertThat(platform.connections()).isOne());
  }

  @Test
  void failsToConnectToPlatformThatDoesNotAnswer() throws Exception {
    platform.hang();
    ChannelException failure = refusal(channel::connect);
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.getMessage()).isNotBlank();
    assertThat(context.disconnections()).as("a failed connect() is no disconnection").isEmpty();
  }

  // the end

  @Test
  void closesCompletely() throws Exception {
    channel.connect();
    channel.send(answer(hear("bye"), "bye"));
    channel.close();
    eventually(() -> assertThat(platform.connections()).isZero());
    threads.assertNoneLeft();
    assertThat(context.disconnections()).as("close() is no disconnection").isEmpty();
  }

  @Test
  void closesTwiceAndWithoutEverConnecting() {
    channel.close();
    channel.close();
    threads.assertNoneLeft();
  }

  @Test
  void refusesToWorkAfterClose() throws Exception {
    channel.connect();
    InboundMessage question = hear("question");
    channel.close();
    assertThat(refusal(() -> channel.send(answer(question, "too late"))).getMessage()).isNotBlank();
    assertThat(refusal(channel::connect).getMessage()).isNotBlank();
    assertThat(platform.received()).isEmpty();
  }

  @Test
  void closesWhileConnecting() throws Exception {
    platform.hang();
    CompletableFuture<Void> connecting = CompletableFuture.runAsync(this::connectUnchecked);
    steadily(() -> assertThat(connecting).isNotDone());
    long start = System.nanoTime();
    channel.close();
    ExecutionException failure =
        catchThrowableOfType(
            ExecutionException.class,
            () -> connecting.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS));
    assertThat(failure).as("connect() during close()").isNotNull();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
    assertThat(failure.getCause()).hasCauseInstanceOf(ChannelException.class);
    threads.assertNoneLeft();
  }

  @Test
  void canBeInterruptedWhileConnecting() throws Exception {
    platform.hang();
    var outcome = new CompletableFuture<Throwable>();
    Thread connecting =
        new Thread(
            () -> {
              try {
                channel.connect();
                outcome.complete(null);
              } catch (ChannelException | InterruptedException e) {
                outcome.complete(e);
              }
            });
    connecting.start();
    steadily(() -> assertThat(outcome).isNotDone());
    connecting.interrupt();
    assertThat(outcome.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS))
        .isInstanceOf(InterruptedException.class);
  }

  // what it says about itself

  @Test
  void logsNoSecretAndNoText() throws Exception {
    try (CapturedOutput output = new CapturedOutput()) {
      channel.connect();
      channel.send(answer(hear("kept private"), "private as well"));
      platform.breakLink();
      eventually(() -> assertThat(context.disconnections()).hasSize(1));
      channel.connect();
      channel.close();
      String log = output.text();
      assertThat(log).doesNotContain("kept private", "private as well");
      assertThat(secrets(platform)).allSatisfy(it -> assertThat(log).doesNotContain(it));
    }
  }

  private void assertTaken(int messages) {
    if (platform.acknowledges()) {
      eventually(() -> assertThat(platform.acknowledgements()).isEqualTo(messages));
    } else {
      steadily(() -> assertThat(platform.received()).as("complaints").isEmpty());
    }
  }

  /** Nothing is lost in silence: either the platform sends it again, or the person is told. */
  private void assertNotTaken() {
    if (platform.acknowledges()) {
      steadily(() -> assertThat(platform.acknowledgements()).isZero());
    } else {
      eventually(() -> assertThat(platform.received()).as("complaints").hasSize(1));
    }
  }

  private void connectUnchecked() {
    try {
      channel.connect();
    } catch (ChannelException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private InboundMessage hear(String text) {
    int before = context.messages().size();
    platform.say(text);
    eventually(() -> assertThat(context.messages()).hasSize(before + 1));
    InboundMessage message = context.messages().get(before);
    Identity identity = message.sender().identity();
    assertThat(message.sender().aliases()).doesNotContain(identity);
    return message;
  }

  /** Empty if the channel fetches nothing: then its platform must not bring files either. */
  private Optional<Attachment> hearFile(String name) {
    if (!(channel instanceof MediaSource)) {
      assertThatThrownBy(() -> platform.sayWithFile(name, FILE))
          .as("a platform with files wants a channel that is a MediaSource")
          .isInstanceOf(UnsupportedOperationException.class);
      return Optional.empty();
    }
    int before = context.messages().size();
    platform.sayWithFile(name, FILE);
    eventually(() -> assertThat(context.messages()).hasSize(before + 1));
    List<Attachment> attachments = context.messages().get(before).attachments();
    assertThat(attachments).hasSize(1);
    return Optional.of(attachments.get(0));
  }

  private MediaSource source() {
    return (MediaSource) channel;
  }

  private Path target() throws IOException {
    Path folder = context.dataDirectory().toAbsolutePath().resolve("media");
    return Files.createDirectories(folder).resolve("incoming");
  }

  private void fetchQuietly(Attachment attachment, Path target)
      throws ChannelException, InterruptedException {
    try {
      source().fetch(attachment, target, 1_000);
    } catch (DownloadException e) {
      throw new AssertionError("asked the downloads of a channel that is closed", e);
    }
  }

  private static ChannelException refusal(ThrowingCall call) {
    ChannelException refusal = catchThrowableOfType(ChannelException.class, call::run);
    assertThat(refusal).as("a refusal").isNotNull();
    return refusal;
  }

  private interface ThrowingCall {
    void run() throws ChannelException, InterruptedException;
  }

  private static OutboundMessage answer(InboundMessage question, String text) {
    return new OutboundMessage(
        "answer-to-" + question.id(),
        question.conversation(),
        text,
        List.of(),
        List.of(),
        Optional.of(question.id()),
        question.replyHints());
  }

  private static OutboundMessage message(Conversation conversation, String text) {
    return new OutboundMessage(
        "unasked", conversation, text, List.of(), List.of(), Optional.empty(), Map.of());
  }
}
