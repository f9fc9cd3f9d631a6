package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.download.Download;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedAgentTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final String FACTORY =
      """
      import io.nanobot.api.agent.*;
      @org.pf4j.Extension
      public class Brain implements AgentFactory<Config> {
        public String type() { return "parrot"; }
        public Class<Config> configType() { return Config.class; }
        public Agent create(Config config, AgentContext context) throws Exception {
          if (config.greeting().isEmpty()) throw new java.io.IOException("greeting is empty");
          return new Agent() {
            public boolean wantsHistory() { return true; }
            public java.util.Optional<String> model() { return java.util.Optional.of("po\\nlly"); }
            public void respond(Turn turn, Reply reply) throws Exception { %s }
            public void close() { throw new IllegalStateException(); }
          };
        }
      }
      """;

  @TempDir Path root;
  private final TestContext context = new TestContext();
  @AutoClose private Zoo zoo;
  private final List<String> replies = new ArrayList<>();

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
  }

  @Test
  void answers() throws Exception {
    GuardedAgent agent =
        agent("reply.send(config.greeting() + \" \" + turn.message().text());", "polly");

    agent.respond(turn(), reply());
    agent.close();

    assertThat(replies).containsExactly("polly wants a cracker");
    assertThat(agent.wantsHistory()).isTrue();
    assertThat(agent.model()).contains("po lly");
    assertThat(zoo.report("parrot.jar").provides()).containsExactly("agent parrot");
    assertThat(zoo.catalog().agents()).extracting(AgentPlugin::pluginId).containsExactly("parrot");
    AgentFailure closed =
        catchThrowableOfType(AgentFailure.class, () -> agent.respond(turn(), reply()));
    assertThat(closed).hasMessage("Plugin parrot 1.0.0 has closed this agent");
  }

  @Test
  void turnThatHangsIsCutOff() throws Exception {
    GuardedAgent agent = agent("Thread.sleep(600_000);", "polly", SHORT);

    AgentFailure failure =
        catchThrowableOfType(AgentFailure.class, () -> agent.respond(turn(), reply()));

    assertThat(failure.timedOut()).isTrue();
    assertThat(failure)
        .hasMessage(
            "Plugin parrot 1.0.0 did not return from respond() within 1 s and was interrupted");
  }

  @Test
  void turnThatThrowsIsTold() throws Exception {
    GuardedAgent agent = agent("throw new java.io.IOException(\"model\\nis\\tdown\");", "polly");

    AgentFailure failure =
        catchThrowableOfType(AgentFailure.class, () -> agent.respond(turn(), reply()));

    assertThat(failure)
        .hasMessage("Plugin parrot 1.0.0 failed in respond(): IOException: model is down")
        .hasNoCause();
    assertThat(failure.timedOut()).isFalse();
  }

  @Test
  void whatTheAgentHasClassifiedComesThroughWithoutAnythingOfThePlugin() throws Exception {
    GuardedAgent agent =
        agent(
            "throw new AgentException(AgentException.Kind.REJECTED, \"no\\nmodel\", \"Sorry.\");",
            "polly");

    AgentException failure =
        catchThrowableOfType(AgentException.class, () -> agent.respond(turn(), reply()));

    assertThat(failure).hasMessage("no model").hasNoCause();
    assertThat(failure.kind()).isEqualTo(AgentException.Kind.REJECTED);
    assertThat(failure.forUser()).isEqualTo("Sorry.");
    assertThat(failure.getStackTrace())
        .extracting(StackTraceElement::getClassName)
        .noneMatch(name -> name.startsWith("zoo."));
  }

  @Test
  void createThatThrowsIsTold() {
    AgentFailure failure = catchThrowableOfType(AgentFailure.class, () -> agent("", ""));

    assertThat(failure)
        .hasMessage("Plugin parrot 1.0.0 failed in create(): IOException: greeting is empty");
  }

  @Test
  void fetchesThroughTheHost() throws Exception {
    GuardedAgent agent =
        agent(
            "reply.send(context.downloads().fetch(java.net.URI.create(\"https://a.example/\"),"
                + " java.nio.file.Path.of(\"x\")).bytes() + \" bytes\");",
            "polly");
    context.downloads.set((source, target, maxBytes) -> new Download(target, 7, Optional.empty()));

    agent.respond(turn(), reply());

    assertThat(replies).containsExactly("7 bytes");
    assertThat(context.contextClassLoader.get()).isSameAs(PluginCatalog.class.getClassLoader());
  }

  private GuardedAgent agent(String respond, String greeting) throws Exception {
    return agent(respond, greeting, Zoo.LIMIT);
  }

  private GuardedAgent agent(String respond, String greeting, Duration limit) throws Exception {
    PluginJar jar =
        PluginJar.empty("parrot")
            .source("zoo.Config", "public record Config(String greeting) {}")
            .source("zoo.Brain", FACTORY.formatted(respond));
    zoo.with("parrot.jar", jar).load();
    zoo.assertGoodWorks();
    AgentPlugin plugin = zoo.catalog().agent("parrot").orElseThrow();
    Record config = plugin.configType().getConstructor(String.class).newInstance(greeting);
    return plugin.create(config, context, limit);
  }

  private static Turn turn() {
    Sender sender = new Sender(new Identity("staffId", "1"), "Ann");
    InboundMessage message =
        InboundMessage.builder("1", Conversation.direct("1"), sender, Instant.EPOCH)
            .text("wants a cracker")
            .build();
    return new Turn() {
      @Override
      public String channel() {
        return "zoo";
      }

      @Override
      public String session() {
        return "zoo:1";
      }

      @Override
      public Principal principal() {
        return new Principal("zoo:staffId:1", "Ann");
      }

      @Override
      public List<Exchange> history() {
        return List.of();
      }

      @Override
      public InboundMessage message() {
        return message;
      }
    };
  }

  private Reply reply() {
    return new Reply() {
      @Override
      public void send(String markdown) {
        replies.add(markdown);
      }

      @Override
      public void attach(Attachment attachment) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void mention(Identity identity) {}

      @Override
      public ReplyStream stream() {
        throw new UnsupportedOperationException();
      }
    };
  }
}
