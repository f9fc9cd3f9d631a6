package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back from a plugin into the host. */
class GuardedContextTest {
  /** Receives one message and tells on which thread it learns what became of it. */
  private static final String RECEIVE =
      """
      var told = (java.util.concurrent.CompletableFuture<String>)
          (Object) System.getProperties().get("zoo.told");
      var message = InboundMessage.builder("1", Conversation.direct("1"),
          new Sender(new Identity("staffId", "1"), "Ann"), java.time.Instant.EPOCH).build();
      context.receive(message).whenComplete((acceptance, failure) ->
          told.complete(Thread.currentThread().getName() + " " + acceptance
              + " " + (failure == null ? "" : failure.getMessage())));
      return new Connection("test");
      """;

  private final CompletableFuture<String> told = new CompletableFuture<>();
  private final TestContext context = new TestContext();

  @TempDir Path root;
  private Zoo zoo;

  @BeforeEach
  void setUp() {
    zoo = new Zoo(root);
    System.getProperties().put("zoo.told", told);
  }

  @AfterEach
  void tearDown() {
    System.getProperties().remove("zoo.told");
    zoo.close();
  }

  @Test
  void hostRunsWithItsOwnContextClassLoader() throws Exception {
    connected();

    assertThat(context.contextClassLoader.get()).isSameAs(PluginCatalog.class.getClassLoader());
  }

  @Test
  void callbackRunsOnThreadOfPlugin() throws Exception {
    connected();
    context.stored.complete(Acceptance.ACCEPTED);

    assertThat(told.get(20, TimeUnit.SECONDS)).matches("talker-\\d+ ACCEPTED ");
  }

  @Test
  void failureOfHostReachesPlugin() throws Exception {
    connected();
    context.stored.completeExceptionally(new IllegalStateException("disk full"));

    assertThat(told.get(20, TimeUnit.SECONDS)).contains("disk full");
  }

  @Test
  void knownAnswerIsTaken() throws Exception {
    context.stored.complete(Acceptance.REFUSED);
    connected();

    assertThat(told.get(20, TimeUnit.SECONDS)).matches("talker-\\d+ REFUSED ");
  }

  @Test
  void answerToUnloadedPluginIsDropped() throws Exception {
    connected();
    zoo.catalog().unload("talker");
    context.stored.complete(Acceptance.ACCEPTED);

    assertThat(told).isNotDone();
  }

  @SuppressWarnings("MustBeClosedChecker")
  private void connected() throws Exception {
    zoo.with("talker.jar", PluginJar.channel("talker").body("connect", RECEIVE)).load();
    Channel channel = zoo.create("talker", context);
    assertThat(channel.connect().transport()).isEqualTo("test");
  }
}
