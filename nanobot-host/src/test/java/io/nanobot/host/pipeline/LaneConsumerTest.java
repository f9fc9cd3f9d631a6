package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.agent.Principal;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneConsumerTest {
  private static final Duration LEASE = Duration.ofSeconds(4);

  private MessageStore store;

  @BeforeEach
  void open(@TempDir Path folder) {
    store = SqliteStore.open(folder);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void renewsItsLeaseWhileAHandlerIsSlow() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    try (LaneConsumer consumer = consumer(calls, release)) {
      consumer.start();
      store.append(question()).join();
      await().until(() -> calls.get() == 1);
      long until = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
      await().until(() -> System.nanoTime() > until);

      assertThat(claim()).as("somebody else gets the lane").isEmpty();
      release.countDown();
      await().until(() -> store.pending() == 0);
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void leavesWhatItHoldsToOthersWhenItIsClosed() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    LaneConsumer consumer = consumer(calls, new CountDownLatch(1));
    consumer.start();
    store.append(question()).join();
    await().until(() -> calls.get() == 1);
    consumer.close();

    await().until(() -> claim().size() == 1);
  }

  @Test
  void handlesWhatComesInJustWhenALaneHasBecomeEmpty() throws Exception {
    int messages = 2_000;
    AtomicInteger handled = new AtomicInteger();
    // a lane that is left behind stays leased for longer than the test waits
    try (LaneConsumer consumer =
        new LaneConsumer(
            "test",
            store,
            Queue.INBOX,
            2,
            Duration.ofHours(1),
            () -> true,
            new Redactor(),
            message -> {
              handled.incrementAndGet();
              return Step.Done.nothing();
            })) {
      consumer.start();
      for (int i = 1; i <= messages; i++) {
        int number = i;
        store.append(question("m" + i)).join();
        await().pollInterval(Duration.ofNanos(1)).until(() -> handled.get() == number);
      }
    }
    assertThat(handled).hasValue(messages);
  }

  private List<Lease> claim() throws InterruptedException {
    return store.claim(Queue.INBOX, 10, LEASE);
  }

  private LaneConsumer consumer(AtomicInteger calls, CountDownLatch release) {
    return new LaneConsumer(
        "test",
        store,
        Queue.INBOX,
        2,
        LEASE,
        () -> true,
        new Redactor(),
        message -> {
          calls.incrementAndGet();
          release.await();
          return Step.Done.nothing();
        });
  }

  private static NewMessage question() {
    return question("m1");
  }

  private static NewMessage question(String id) {
    return new NewMessage(
        new Lane(Queue.INBOX, "dingtalk:42"),
        Optional.of("dingtalk"),
        id,
        new Payload.Question(
            "dingtalk",
            "dingtalk:42",
            new Principal("dingtalk:staffId:42", "somebody"),
            Messages.inbound(id, "42", "hello")));
  }
}
