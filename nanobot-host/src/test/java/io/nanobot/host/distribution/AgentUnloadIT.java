package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentContext;
import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.download.Downloads;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigBinder;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigSchema;
import io.nanobot.host.config.SectionType;
import io.nanobot.host.plugin.AgentPlugin;
import io.nanobot.host.plugin.LockRule;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.plugin.PluginLimits;
import io.nanobot.host.plugin.UnloadAssert;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** The built jar of the agent leaves nothing behind: no class loader, no thread, no process. */
class AgentUnloadIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final Path PLUGINS = NanobotProcess.DISTRIBUTION.resolve("plugins");

  @TempDir private Path directory;

  @RepeatedTest(3)
  void loadsAnswersClosesAndUnloadsWithoutATrace() throws Exception {
    try (FakeModel model = new FakeModel();
        PluginCatalog plugins = load()) {
      WeakReference<ClassLoader> loader =
          answer(plugins, model.thenCalls("mcp_clock_time").thenSays("half past ten"));

      assertThat(plugins.unload("nanobot-agent-openai")).isTrue();
      UnloadAssert.assertNoThreads(loader);
      UnloadAssert.assertCollected(loader);
    }
    assertThat(ProcessHandle.current().descendants())
        .noneMatch(it -> it.info().commandLine().orElse("").contains("ToolProgram"));
  }

  private WeakReference<ClassLoader> answer(PluginCatalog plugins, FakeModel model)
      throws Exception {
    AgentPlugin plugin = plugins.agent("openai").orElseThrow();
    Class<? extends Record> configType = plugin.configType();
    try (Agent agent =
        plugin.create(
            settings(configType, model),
            new Lent("openai", directory, null),
            Duration.ofMinutes(1))) {
      Heard reply = new Heard();
      agent.respond(new Question("what time is it?"), reply);
      assertThat(reply.text).hasToString("half past ten");
    }
    return new WeakReference<>(configType.getClassLoader());
  }

  private Record settings(Class<? extends Record> configType, FakeModel model) throws Exception {
    Map<String, ?> section =
        Map.of(
            "baseUrl",
            model.baseUrl(),
            "model",
            "test-model",
            "mcpServers",
            Map.of("clock", ToolProgram.section()));
    Home home = new Home(directory).withSections(Map.of("agents", Map.of("openai", section)));
    ConfigSchema schema =
        new ConfigSchema(List.of(), List.of(new SectionType("openai", configType)));
    Config config =
        new ConfigBinder(schema, Map.of(), secret -> {}).bind(ConfigFile.read(home.config()));
    return config.agentSections().get(0).settings().orElseThrow();
  }

  private PluginCatalog load() throws Exception {
    return PluginCatalog.load(
        List.of(PLUGINS),
        new LockRule(directory.resolve("plugins.lock"), false, "nanobot plugins lock"),
        directory.resolve("stage"),
        PluginLimits.standard());
  }

  private record Lent(String name, Path dataDirectory, Downloads downloads)
      implements AgentContext {}

  /** A turn of somebody who writes to the bot alone. */
  private record Question(String text) implements Turn {
    @Override
    public String channel() {
      return "dingtalk";
    }

    @Override
    public String session() {
      return "dingtalk:" + HAN_MEIMEI;
    }

    @Override
    public Principal principal() {
      return new Principal("dingtalk:staffId:" + HAN_MEIMEI, "Han Meimei");
    }

    @Override
    public InboundMessage message() {
      Sender sender = new Sender(new Identity("staffId", HAN_MEIMEI), "Han Meimei");
      return InboundMessage.builder("m1", Conversation.direct(HAN_MEIMEI), sender, Instant.EPOCH)
          .text(text)
          .build();
    }

    @Override
    public List<Exchange> history() {
      return List.of();
    }
  }

  private static final class Heard implements Reply {
    final StringBuilder text = new StringBuilder();

    @Override
    public void send(String markdown) {
      text.append(markdown);
    }

    @Override
    public void attach(Attachment attachment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void mention(Identity identity) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReplyStream stream() {
      return new ReplyStream() {
        @Override
        public void append(String delta) {
          text.append(delta);
        }

        @Override
        public void close() {}
      };
    }
  }
}
