package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.agent.Principal;
import io.nanobot.host.store.InMemoryMessageStore;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneConsumerTest {
  private static final Duration LEASE = Duration.ofSeconds(2);

  private final MessageStore store = new InMemoryMessageStore(Clock.systemUTC(), 100);

  @Test
  void renewsItsLeaseWhileAHandlerIsSlow() {
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    try (LaneConsumer consumer = consumer(calls, release)) {
      consumer.start();
      store.append(List.of(question()));
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
  void leavesWhatItHoldsToOthersWhenItIsClosed() {
    AtomicInteger calls = new AtomicInteger();
    LaneConsumer consumer = consumer(calls, new CountDownLatch(1));
    consumer.start();
    store.append(List.of(question()));
    await().until(() -> calls.get() == 1);
    consumer.close();

    assertThat(claim()).hasSize(1);
  }

  private List<Lease> claim() {
    return store.claim(Queue.INBOX, "somebody else", 10, LEASE);
  }

  private LaneConsumer consumer(AtomicInteger calls, CountDownLatch release) {
    return new LaneConsumer(
        "test",
        store,
        Queue.INBOX,
        new QueueSignals(),
        2,
        LEASE,
        () -> true,
        message -> {
          calls.incrementAndGet();
          release.await();
          return new Step.Done(List.of());
        });
  }

  private static NewMessage question() {
    return new NewMessage(
        new Lane(Queue.INBOX, "dingtalk:42"),
        "dingtalk",
        "m1",
        new Payload.Question(
            "dingtalk",
            new Principal("dingtalk:staffId:42", "somebody"),
            Messages.inbound("m1", "42", "hello")));
  }
}
