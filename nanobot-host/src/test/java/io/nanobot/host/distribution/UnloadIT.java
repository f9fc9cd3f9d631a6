package io.nanobot.host.distribution;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelContext;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.download.Download;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.Utterance;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigBinder;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigSchema;
import io.nanobot.host.config.SectionType;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.plugin.LockRule;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.plugin.PluginLimits;
import io.nanobot.host.plugin.UnloadAssert;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The built jars leave nothing behind: no class loader, no thread, no socket. */
class UnloadIT {
  private static final String HAN_MEIMEI = "0123456789";
  static final Path PLUGINS = NanobotProcess.DISTRIBUTION.resolve("plugins");

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  @RepeatedTest(3)
  void loadsConnectsExchangesClosesAndUnloadsWithoutATrace() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (PluginCatalog plugins =
        PluginCatalog.load(
            List.of(PLUGINS),
            new LockRule(directory.resolve("plugins.lock"), false, "nanobot plugins lock"),
            directory.resolve("stage"),
            PluginLimits.standard())) {
      WeakReference<ClassLoader> loader = use(plugins);

      assertThat(plugins.unload("nanobot-channel-dingtalk")).isTrue();
      UnloadAssert.assertNoThreads(loader);
      UnloadAssert.assertCollected(loader);
    }
    await().until(() -> simulator.connections().isEmpty());
    await().until(() -> newThreads(before).isEmpty());
  }

  /** It needs a terminal, and with that a process of its own. */
  @Test
  void theConsoleUnloadsWithoutATrace() {
    String line =
        "exec \"%s/bin/java\" -Dnanobot.test.distribution=\"%s\" -cp \"%s\" %s \"%s\""
            .formatted(
                System.getProperty("java.home"),
                NanobotProcess.DISTRIBUTION,
                System.getProperty("java.class.path"),
                ConsoleUnloadMain.class.getName(),
                directory);
    try (NanobotProcess console = NanobotProcess.inTerminalByShell(directory, line)) {
      for (int round = 1; round <= ConsoleUnloadMain.ROUNDS; round++) {
        console.awaitLine(ConsoleUnloadMain.READY, round).type("hello\r");
      }
      assertThat(console.exitCode()).as(console.output()).isZero();
    }
  }

  private WeakReference<ClassLoader> use(PluginCatalog plugins) throws Exception {
    ChannelPlugin plugin = plugins.channel("dingtalk").orElseThrow();
    Class<? extends Record> configType = plugin.configType();
    try (Lent context = new Lent(plugin, "dingtalk", directory)) {
      try (Channel channel = plugin.create(settings(configType), context)) {
        channel.connect();
        SentMessage hello = simulator.say(HAN_MEIMEI, "hello");
        InboundMessage received = context.received.poll(20, SECONDS);
        assertThat(received.id()).isEqualTo(hello.msgId());
        channel.send(answer(received));
        assertThat(simulator.awaitReply(hello, Duration.ofSeconds(20))).isPresent();
        fetchAPicture((MediaSource) channel, context);
      }
    }
    return new WeakReference<>(configType.getClassLoader());
  }

  private void fetchAPicture(MediaSource channel, Lent context) throws Exception {
    simulator.say(
        Utterance.by(simulator.person(HAN_MEIMEI), "")
            .attaching(SharedFile.picture("a.png", new byte[1])));
    InboundMessage received = context.received.poll(20, SECONDS);
    channel.fetch(received.attachments().get(0), directory.resolve("picture"), 10);
    assertThat(context.downloaded).hasSize(1);
  }

  private Record settings(Class<? extends Record> configType) throws Exception {
    Home home = new Home(directory).with(Map.of("dingtalk", Home.dingtalk(simulator, "*")));
    ConfigSchema schema =
        new ConfigSchema(List.of(new SectionType("dingtalk", configType)), List.of());
    Config config =
        new ConfigBinder(schema, Map.of(), secret -> {}).bind(ConfigFile.read(home.config()));
    return config.channels().get(0).settings().orElseThrow();
  }

  static OutboundMessage answer(InboundMessage question) {
    return new OutboundMessage(
        "answer",
        question.conversation(),
        "hello yourself",
        List.of(),
        List.of(),
        Optional.of(question.id()),
        question.replyHints());
  }

  private static Set<String> newThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.contains("dingtalk") && !name.startsWith("dingtalk-simulator"))
        .collect(Collectors.toSet());
  }

  static final class Lent implements ChannelContext, AutoCloseable {
    final BlockingQueue<InboundMessage> received = new LinkedBlockingQueue<>();
    final List<URI> downloaded = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor;
    private final String name;
    private final Path directory;

    Lent(ChannelPlugin plugin, String name, Path directory) {
      this.executor = Executors.newScheduledThreadPool(2, plugin.threads(name));
      this.name = name;
      this.directory = directory;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Path dataDirectory() {
      return directory;
    }

    @Override
    public ScheduledExecutorService executor() {
      return executor;
    }

    @Override
    public Downloads downloads() {
      return (source, target, maxBytes) -> {
        downloaded.add(source);
        return new Download(target, 1, Optional.empty());
      };
    }

    @Override
    public CompletionStage<Acceptance> receive(InboundMessage message) {
      received.add(message);
      return CompletableFuture.completedStage(Acceptance.ACCEPTED);
    }

    @Override
    public void disconnected(ChannelException cause) {}

    @Override
    public void alive() {}

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
