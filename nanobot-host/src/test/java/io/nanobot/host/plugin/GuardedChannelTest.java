package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.channel.MessageRecall;
import io.nanobot.api.channel.Probe;
import io.nanobot.api.channel.Probe.Check;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.message.Attachment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** Channels that go wrong when they are used. The good channel beside them works each time. */
@Timeout(60)
class GuardedChannelTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static final Attachment PICTURE =
      new Attachment(Attachment.Kind.IMAGE, "p.png", Optional.empty(), "key");

  @TempDir Path root;
  private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @AfterEach
  void tearDown() {
    zoo.close();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void callsRunOnPluginThreadWithItsClassLoaderAndMdc() throws Exception {
    Channel channel =
        channel(
            PluginJar.channel("bad")
                .body(
                    "connect",
                    "boolean own = Thread.currentThread().getContextClassLoader()"
                        + " == getClass().getClassLoader();"
                        + " return new Connection(Thread.currentThread().getName().substring(0, 4)"
                        + " + own + Thread.currentThread().isDaemon()"
                        + " + org.slf4j.MDC.get(\"channel\"));"));

    MDC.put("channel", "-zoo");
    try {
      assertThat(channel.connect().transport()).isEqualTo("bad-truetrue-zoo");
    } finally {
      MDC.remove("channel");
    }
    assertThat(channel.connect().transport()).isEqualTo("bad-truetruenull");
  }

  @Test
  void connectThatHangsIsUnavailable() throws Exception {
    Channel channel = channel(PluginJar.channel("bad").body("connect", hang()), SHORT);

    assertFails(
        channel::connect,
        Kind.UNAVAILABLE,
        "Plugin bad 1.0.0 did not return from connect() within 1 s and was interrupted");
  }

  @Test
  void connectThatThrowsErrorIsUnavailable() throws Exception {
    Channel channel =
        channel(PluginJar.channel("bad").body("connect", "throw new LinkageError(\"old netty\");"));

    ChannelException failure =
        assertFails(
            channel::connect,
            Kind.UNAVAILABLE,
            "Plugin bad 1.0.0 failed in connect(): LinkageError: old netty");
    assertThat(failure.hint()).contains("its jar has to contain all of its libraries");
  }

  @Test
  void connectThatOverflowsItsStackIsUnavailable() throws Exception {
    Channel channel =
        channel(PluginJar.channel("bad").body("connect", "Factory.recurse(); throw new Error();"));

    assertFails(channel::connect, Kind.UNAVAILABLE, "failed in connect(): StackOverflowError");
  }

  @Test
  void connectThatReturnsNullIsUnavailable() throws Exception {
    Channel channel = channel(PluginJar.channel("bad").body("connect", "return null;"));

    ChannelException failure =
        assertFails(
            channel::connect, Kind.UNAVAILABLE, "Plugin bad 1.0.0 returned null from connect()");
    assertThat(failure.hint()).contains("fault of the plugin");
  }

  @Test
  void secondConnectNeverRunsBesideTheFirst() throws Exception {
    String busy =
        "if (Boolean.getBoolean(\"zoo.connecting\")) throw new Error(\"twice at once\");"
            + " System.setProperty(\"zoo.connecting\", \"true\"); Factory.hang(); return null;";
    Channel channel =
        channel(
            PluginJar.channel("bad").body("interrupted", "continue;").body("connect", busy), SHORT);
    try {
      assertFails(channel::connect, Kind.UNAVAILABLE, "did not return from connect()");
      assertFails(channel::connect, Kind.UNAVAILABLE, "did not return from connect()");
    } finally {
      System.clearProperty("zoo.connecting");
    }
  }

  @Test
  void classifiedFailureIsCopiedWithoutCause() throws Exception {
    Channel channel =
        channel(
            PluginJar.channel("bad")
                .body(
                    "send",
                    "throw new ChannelException(ChannelException.Kind.RATE_LIMITED,"
                        + " \"too\\nfast\", \"wait\","
                        + " Optional.of(java.time.Duration.ofSeconds(7)))"
                        + ".causedBy(new RuntimeException(\"secret\"));"));

    ChannelException failure =
        assertFails(() -> channel.send(Zoo.message("hi")), Kind.RATE_LIMITED, "too fast");
    assertThat(failure.hint()).isEqualTo("wait");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure.getCause()).isNull();
    assertThat(failure.getStackTrace()).noneMatch(frame -> frame.getClassName().startsWith("zoo."));
  }

  @Test
  void sendThatHangsIsUncertain() throws Exception {
    Channel channel = channel(PluginJar.channel("bad").body("send", hang()), SHORT);

    assertFails(
        () -> channel.send(Zoo.message("hi")),
        Kind.UNCERTAIN,
        "Plugin bad 1.0.0 did not return from send() within 1 s");
  }

  @Test
  void filesGiveSendTimeByTheirSize() throws Exception {
    Channel channel = channel(PluginJar.channel("bad").body("send", hang()), SHORT);
    Path file = Files.write(root.resolve("report.pdf"), new byte[70_000]);

    assertFails(
        () -> channel.send(Zoo.message("hi", Zoo.file(file.toUri()))),
        Kind.UNCERTAIN,
        "Plugin bad 1.0.0 did not return from send() within 4 s");
  }

  @Test
  void sendThatThrowsIsUncertain() throws Exception {
    Channel channel =
        channel(PluginJar.channel("bad").body("send", "throw new IllegalStateException();"));

    assertFails(
        () -> channel.send(Zoo.message("hi")),
        Kind.UNCERTAIN,
        "Plugin bad 1.0.0 failed in send(): IllegalStateException");
  }

  @Test
  void sneakyCheckedExceptionIsUncertain() throws Exception {
    String sneaky =
        "Factory.<RuntimeException>sneak(new java.io.IOException(\"eof\")); return null;";
    Channel channel = channel(PluginJar.channel("bad").body("send", sneaky));

    assertFails(
        () -> channel.send(Zoo.message("hi")),
        Kind.UNCERTAIN,
        "failed in send(): IOException: eof");
  }

  @Test
  void sendThatReturnsNullIsUncertain() throws Exception {
    Channel channel = channel(PluginJar.channel("bad").body("send", "return null;"));

    assertFails(() -> channel.send(Zoo.message("hi")), Kind.UNCERTAIN, "returned null from send()");
  }

  @Test
  void interruptedCallerInterruptsPlugin() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    System.getProperties().put("zoo.seen", seen);
    String wait =
        "var seen = (java.util.concurrent.CompletableFuture<String>)"
            + " (Object) System.getProperties().get(\"zoo.seen\");"
            + " try { Thread.sleep(600_000); } catch (InterruptedException e) {"
            + " seen.complete(\"interrupted\"); } return null;";
    Channel channel = channel(PluginJar.channel("bad").body("send", wait));

    Thread.currentThread().interrupt();
    InterruptedException thrown =
        catchThrowableOfType(InterruptedException.class, () -> channel.send(Zoo.message("hi")));

    assertThat(thrown).isNotNull();
    System.getProperties().remove("zoo.seen");
    // the call may have been cancelled before it began
    assertThat(seen.completeOnTimeout("never began", 2, TimeUnit.SECONDS).get())
        .isIn("interrupted", "never began");
  }

  @Test
  void fetchReachesThePlugin() throws Exception {
    MediaSource channel =
        fetching("java.nio.file.Files.writeString(target, attachment.source() + maxBytes);");

    channel.fetch(PICTURE, root.resolve("p"), 7);

    assertThat(root.resolve("p")).hasContent("key7");
  }

  @Test
  void fetchThatHangsIsUnavailable() throws Exception {
    Channel channel = channel(fetcher("Factory.hang();"), SHORT);

    assertFails(
        () -> ((MediaSource) channel).fetch(PICTURE, root.resolve("p"), 7),
        Kind.UNAVAILABLE,
        "Plugin bad 1.0.0 did not return from fetch() within 1 s");
  }

  @Test
  void fetchThatThrowsIsUnavailable() throws Exception {
    MediaSource channel = fetching("throw new IllegalStateException();");

    assertFails(
        () -> channel.fetch(PICTURE, root.resolve("p"), 7),
        Kind.UNAVAILABLE,
        "Plugin bad 1.0.0 failed in fetch(): IllegalStateException");
  }

  @Test
  void failedDownloadIsCopiedWithoutThePluginsStackTrace() throws Exception {
    MediaSource channel =
        fetching(
            "throw new io.nanobot.api.download.DownloadException("
                + "io.nanobot.api.download.DownloadException.Kind.FAILED, \"not\\nthere\","
                + " java.util.OptionalInt.of(404));");

    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class, () -> channel.fetch(PICTURE, root.resolve("p"), 7));

    assertThat(failure).hasMessage("not there");
    assertThat(failure.kind()).isEqualTo(DownloadException.Kind.FAILED);
    assertThat(failure.status()).hasValue(404);
    assertThat(failure.getStackTrace()).noneMatch(it -> it.getClassName().startsWith("zoo."));
  }

  @Test
  void channelWithoutTheAbilityToFetchRefusesTo() throws Exception {
    Channel channel = channel(PluginJar.channel("bad"));

    assertFails(
        () -> ((MediaSource) channel).fetch(PICTURE, root.resolve("p"), 7),
        Kind.REJECTED,
        "Plugin bad 1.0.0 fetches no attachments");
  }

  @Test
  void closeThatHangsIsCutOff() throws Exception {
    Duration other = Zoo.LIMIT;
    PluginLimits limits = new PluginLimits(other, other, other, other, other, SHORT, 64);
    Channel channel = channel(PluginJar.channel("bad").body("close", "Factory.hang();"), limits);

    long begin = System.nanoTime();
    channel.close();
    channel.close();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Zoo.LIMIT);
  }

  @Test
  void closeThatThrowsIsSilent() throws Exception {
    Channel channel =
        channel(PluginJar.channel("bad").body("close", "throw new AssertionError();"));

    channel.close();

    assertFails(channel::connect, Kind.UNAVAILABLE, "the channel is closed");
  }

  @Test
  void closeRunsOnInterruptedThread() throws Exception {
    System.clearProperty("zoo.closed");
    Channel channel =
        channel(
            PluginJar.channel("bad").body("close", "System.setProperty(\"zoo.closed\", \"yes\");"));

    Thread.currentThread().interrupt();
    channel.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(System.clearProperty("zoo.closed")).isEqualTo("yes");
  }

  @Test
  void createThatThrowsIsConfiguration() {
    assertCreateFails("throw new NullPointerException(\"x\");", "NullPointerException: x");
  }

  @Test
  void createThatHangsIsConfiguration() {
    Duration other = Zoo.LIMIT;
    PluginLimits limits = new PluginLimits(other, other, SHORT, other, other, other, 64);
    zoo.with("bad.jar", PluginJar.channel("bad").body("create", hang())).load(limits);

    assertFails(() -> zoo.create("bad"), Kind.CONFIGURATION, "did not return from create()");
  }

  @Test
  void createThatReturnsNullIsConfiguration() {
    assertCreateFails("return null;", "Plugin bad 1.0.0 returned null from create()");
  }

  @Test
  void createThatMissesClassIsConfiguration() {
    PluginJar jar =
        PluginJar.channel("bad")
            .body("create", "Lazy.prefix(); return null;")
            .without("zoo/Lazy.class");
    zoo.with("bad.jar", jar).load();

    ChannelException failure =
        assertFails(
            () -> zoo.create("bad"),
            Kind.CONFIGURATION,
            "Plugin bad 1.0.0 failed in create(): NoClassDefFoundError: zoo/Lazy");
    assertThat(failure.hint()).contains("missing or of another version");
  }

  @Test
  void tooManyHangingCallsAreRefused() throws Exception {
    int calls = 8;
    Duration other = Zoo.LIMIT;
    PluginLimits limits = new PluginLimits(other, other, other, other, SHORT, other, calls);
    PluginJar jar = PluginJar.channel("bad").body("interrupted", "continue;").body("send", hang());
    Channel channel = channel(jar, limits);
    CountDownLatch ended = new CountDownLatch(calls);
    for (int i = 0; i < calls; i++) {
      new Thread(() -> sendInVain(channel, ended)).start();
    }
    ended.await();

    assertFails(
        () -> channel.send(Zoo.message("hi")),
        Kind.UNAVAILABLE,
        "Plugin bad 1.0.0 was not asked for send(): 8 of its calls are running or hang");
  }

  @Test
  void handleOfUnloadedPluginIsDead() throws Exception {
    zoo.load();
    ChannelPlugin good = zoo.catalog().channel("good").orElseThrow();
    Record config = Zoo.config(good);
    Channel channel = zoo.create("good");

    zoo.catalog().unload("good");

    assertFails(() -> good.create(config, new TestContext()), Kind.UNAVAILABLE, "was unloaded");
    assertFails(channel::connect, Kind.UNAVAILABLE, "it was unloaded");
    channel.close();
  }

  private static void sendInVain(Channel channel, CountDownLatch ended) {
    try {
      channel.send(Zoo.message("hi"));
    } catch (ChannelException | InterruptedException expected) {
      ended.countDown();
    }
  }

  private void assertCreateFails(String body, String message) {
    zoo.with("bad.jar", PluginJar.channel("bad").body("create", body)).load();
    assertFails(() -> zoo.create("bad"), Kind.CONFIGURATION, message);
  }

  // examinations

  private List<Check> probe(Channel channel) throws Exception {
    List<Check> checks = new CopyOnWriteArrayList<>();
    ((Probe) channel).probe(checks::add);
    return checks;
  }

  private static PluginJar probing(String body) {
    return PluginJar.channel("bad")
        .body("create", "return new Probing(config, context);")
        .source(
            "zoo.Probing",
            """
            import io.nanobot.api.channel.*;
            import java.util.function.Consumer;
            class Probing extends TheChannel implements Probe {
              Probing(Config config, ChannelContext context) { super(config, context); }
              public void probe(Consumer<Check> report) throws ChannelException, InterruptedException {
                %s
              }
            }
            """
                .formatted(body));
  }

  @Test
  void checksArriveAsPlainLines() throws Exception {
    Channel channel =
        channel(
            probing(
                "report.accept(Check.failed(\"dns\", \"two\\nlines\", \"do\\u001bit\"));"
                    + " report.accept(Check.passed(\"tls\", \"well\"));"));

    assertThat(probe(channel))
        .containsExactly(Check.failed("dns", "two lines", "do it"), Check.passed("tls", "well"));
  }

  @Test
  void examinationThatHangsKeepsTheChecksBeforeIt() throws Exception {
    Channel channel =
        channel(probing("report.accept(Check.passed(\"dns\", \"well\")); Factory.hang();"), SHORT);
    List<Check> checks = new CopyOnWriteArrayList<>();

    assertFails(
        () -> ((Probe) channel).probe(checks::add),
        Kind.UNAVAILABLE,
        "Plugin bad 1.0.0 did not return from probe() within 3 s and was interrupted");
    assertThat(checks).containsExactly(Check.passed("dns", "well"));
  }

  @Test
  void examinationThatThrowsIsUnavailable() throws Exception {
    Channel channel = channel(probing("throw new IllegalStateException(\"oops\");"));

    assertFails(() -> probe(channel), Kind.UNAVAILABLE, "failed in probe()");
  }

  @Test
  void channelThatExaminesNothingSaysSo() throws Exception {
    Channel channel = channel(PluginJar.channel("bad"));

    ChannelException failure =
        assertFails(
            () -> probe(channel), Kind.REJECTED, "Plugin bad 1.0.0 can not examine its channels");
    assertThat(failure.hint()).contains("channels status");
  }

  @Test
  void channelThatTakesNothingBackSaysSo() throws Exception {
    Channel channel = channel(PluginJar.channel("bad"));

    assertFails(
        () -> ((MessageRecall) channel).recall(Zoo.message("hi"), Receipt.withoutId()),
        Kind.REJECTED,
        "Plugin bad 1.0.0 takes no message back");
  }

  private Channel channel(PluginJar jar) throws Exception {
    return channel(jar, Zoo.limits());
  }

  private Channel channel(PluginJar jar, Duration connectAndSend) throws Exception {
    Duration other = Zoo.LIMIT;
    return channel(
        jar, new PluginLimits(other, other, other, connectAndSend, connectAndSend, other, 64));
  }

  private Channel channel(PluginJar jar, PluginLimits limits) throws Exception {
    zoo.with("bad.jar", jar).load(limits);
    return zoo.create("bad");
  }

  private ChannelException assertFails(ThrowingCallable call, Kind kind, String message) {
    ChannelException failure = catchThrowableOfType(ChannelException.class, call);
    assertThat(failure).isNotNull();
    assertThat(failure.getMessage()).contains(message);
    assertThat(failure.kind()).isEqualTo(kind);
    if (zoo.catalog().channel("good").isPresent()) {
      zoo.assertGoodWorks();
    }
    return failure;
  }

  private MediaSource fetching(String body) throws Exception {
    return (MediaSource) channel(fetcher(body));
  }

  private static PluginJar fetcher(String body) {
    String fetcher =
        """
        class Fetcher extends TheChannel implements io.nanobot.api.channel.MediaSource {
          Fetcher(Config config, io.nanobot.api.channel.ChannelContext context) {
            super(config, context);
          }
          public void fetch(
              io.nanobot.api.message.Attachment attachment,
              java.nio.file.Path target,
              long maxBytes)
              throws io.nanobot.api.download.DownloadException {
            try {
              if (maxBytes < 0) throw new java.io.IOException();
              $body
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        }
        """;
    return PluginJar.channel("bad")
        .body("create", "return new Fetcher(config, context);")
        .source("zoo.Fetcher", fetcher.replace("$body", body));
  }

  private static String hang() {
    return "Factory.hang(); return null;";
  }
}
