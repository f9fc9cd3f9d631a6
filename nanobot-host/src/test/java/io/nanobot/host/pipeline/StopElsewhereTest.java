package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.config.Secret;
import io.nanobot.host.config.QueueConfig;
import io.nanobot.host.config.StoreConfig;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.PostgresServer;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.TestDatabase;
import io.nanobot.host.store.jdbc.Stores;
import io.nanobot.host.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one database: one is at work, the other is told to stop that. */
class StopElsewhereTest {
  private static final Lane INBOX = new Lane(Queue.INBOX, "dingtalk:42");

  /** A third of a lease passes before it is renewed. */
  private static final Duration NOTICED = Duration.ofSeconds(6);

  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void aStopReachesTheGatewayThatIsAtWorkAndOnlyTheMessageThatItIsAbout(@TempDir Path folder) {
    TestDatabase database = PostgresServer.freshDatabase();
    try (MessageStore here = open(database, folder.resolve("here"));
        MessageStore there = open(database, folder.resolve("there"));
        LaneConsumer consumer = consumer(there)) {
      consumer.start();
      assertThat(stop(here, "s1")).isEqualTo("nothing");
      there.append(question("m1", "hard")).join();
      there.append(question("m2", "easy")).join();
      await().until(() -> events.contains("began hard"));

      assertThat(stop(here, "s2")).isEqualTo("stopped");
      await().atMost(NOTICED).until(() -> events.contains("answered easy"));
      assertThat(events).containsExactly("began hard", "interrupted", "answered easy");
      await().until(() -> stop(here, "s3").equals("nothing"));
    }
  }

  /** What is answered to it. */
  private static String stop(MessageStore store, String id) {
    long before = store.pending(Queue.outbox("stopped"));
    store.stop(INBOX, told("stopped", id), told("nothing", id)).join();
    return store.pending(Queue.outbox("stopped")) > before ? "stopped" : "nothing";
  }

  /** In an outbox of its own, so that it can be counted. */
  private static NewMessage told(String outbox, String id) {
    Payload.Question command =
        new Payload.Question(
            outbox, INBOX.conversation(), principal(), Messages.inbound(id, "42", "/stop"));
    return Draft.urgent(command, outbox).once("dingtalk", id);
  }

  private Step answer(StoredMessage stored) throws InterruptedException {
    String text = ((Payload.Question) stored.payload()).message().text();
    if (text.equals("hard")) {
      events.add("began hard");
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        events.add("interrupted");
        throw e;
      }
    }
    events.add("answered " + text);
    return Step.Done.nothing();
  }

  private LaneConsumer consumer(MessageStore store) {
    Merging merging = new Merging(store, new QueueConfig(20, Optional.empty()));
    return new LaneConsumer(
        "test",
        store,
        Queue.INBOX,
        2,
        LaneConsumer.LEASE,
        () -> true,
        new Redactor(),
        new AgentTurns(this::answer, merging, new RunningTurns()));
  }

  private static MessageStore open(TestDatabase database, Path workspace) {
    StoreConfig config =
        new StoreConfig(
            Optional.of(database.url()),
            database.user(),
            Optional.of(Secret.of(database.password())),
            1_000,
            Duration.ofHours(24),
            Duration.ofDays(30));
    return Stores.open(config, new Workspace(workspace), Clock.systemUTC());
  }

  private static NewMessage question(String id, String text) {
    return new NewMessage(
        INBOX,
        Optional.of("dingtalk"),
        id,
        new Payload.Question(
            "dingtalk", INBOX.conversation(), principal(), Messages.inbound(id, "42", text)));
  }

  private static Principal principal() {
    return new Principal("dingtalk:staffId:42", "somebody");
  }
}
