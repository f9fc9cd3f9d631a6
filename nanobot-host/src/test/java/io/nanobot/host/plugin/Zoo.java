package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.plugin.PluginReport.State;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plugins folder with one good plugin, {@code good.jar}, for bad ones to be put beside. */
final class Zoo implements AutoCloseable {
  /** Generous, as the good plugin has to keep within them on a busy machine. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  final Path folder;
  final Path stage;
  LockRule lock;
  private PluginCatalog catalog;

  Zoo(Path root) {
    this.folder = root.resolve("plugins");
    this.stage = root.resolve("stage");
    this.lock = new LockRule(root.resolve("plugins.lock"), false, "nanobot plugins lock");
    PluginJar.channel("good").write(folder.resolve("good.jar"));
  }

  static PluginLimits limits() {
    return new PluginLimits(LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, LIMIT, 64);
  }

  Zoo with(String fileName, PluginJar jar) {
    jar.write(folder.resolve(fileName));
    return this;
  }

  /** Only what the lock names may be loaded from now on. */
  Zoo lockRequired() {
    lock = new LockRule(lock.file(), true, lock.command());
    return this;
  }

  /** Writes the lock of what is in the folder now. */
  Zoo locked() throws IOException {
    inventory().lock();
    return this;
  }

  PluginInventory inventory() {
    return PluginInventory.of(List.of(folder), lock);
  }

  PluginCatalog load() {
    return load(limits());
  }

  PluginCatalog load(PluginLimits limits) {
    catalog = PluginCatalog.load(List.of(folder), lock, stage, limits);
    return catalog;
  }

  PluginCatalog catalog() {
    return catalog;
  }

  /**
   * Loads, asserts that the good plugin works in spite of the other one, and tells what became of
   * that.
   */
  PluginReport reportOf(String fileName) {
    return reportOf(fileName, limits());
  }

  PluginReport reportOf(String fileName, PluginLimits limits) {
    load(limits);
    assertGoodWorks();
    return report(fileName);
  }

  PluginReport report(String fileName) {
    return catalog.reports().stream()
        .filter(report -> report.file().getFileName().toString().equals(fileName))
        .findFirst()
        .orElseThrow();
  }

  void assertGoodWorks() {
    assertThat(report("good.jar").state()).isEqualTo(State.STARTED);
    assertThat(report("good.jar").provides()).containsExactly("channel good");
    assertThat(use("good")).isEqualTo("sent hello");
  }

  /** Makes, connects, uses and closes a channel. */
  String use(String type) {
    try (Channel channel = create(type)) {
      assertThat(channel.connect().transport()).isEqualTo("test");
      return channel.send(message("hello")).messageIds().get(0);
    } catch (ChannelException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Channel create(String type) throws ChannelException, InterruptedException {
    return create(type, new TestContext());
  }

  Channel create(String type, TestContext context) throws ChannelException, InterruptedException {
    ChannelPlugin plugin = catalog.channel(type).orElseThrow();
    return plugin.create(config(plugin), context);
  }

  static Record config(ChannelPlugin plugin) {
    try {
      return plugin.configType().getConstructor(String.class).newInstance("hello");
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  static OutboundMessage message(String text, Attachment... files) {
    return new OutboundMessage(
        "1",
        Conversation.direct("me"),
        text,
        List.of(files),
        List.of(),
        Optional.empty(),
        Map.of());
  }

  static Attachment file(URI source) {
    return new Attachment(Attachment.Kind.FILE, "", Optional.empty(), source.toString());
  }

  @Override
  public void close() {
    if (catalog != null) {
      catalog.close();
    }
  }
}
