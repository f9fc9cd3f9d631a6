package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.nanobot.api.agent.Principal;
import io.nanobot.host.config.QueueConfig;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingTest {
  private static final Optional<Duration> SHORT = Optional.of(Duration.ofSeconds(2));
  private static final Optional<Duration> LONG = Optional.of(Duration.ofSeconds(10));
  private static final Lane INBOX = new Lane(Queue.INBOX, "dingtalk:42");

  private final List<String> asked = new CopyOnWriteArrayList<>();
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
  void quickMessagesOfOnePersonAreAnsweredInOneTurn() {
    try (LaneConsumer consumer = consumer(SHORT, this::answer)) {
      consumer.start();
      append("m1", "42", "one");
      append("m2", "42", "two");
      append("m3", "42", "three");

      await().until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked).containsExactly("m3: one\ntwo\nthree");
      assertThat(store.pending(Queue.outbox("dingtalk"))).isEqualTo(1);
    }
  }

  @Test
  void withoutTheOptionEachMessageHasItsOwnAnswer() {
    append("m1", "42", "one");
    append("m2", "42", "two");
    try (LaneConsumer consumer = consumer(Optional.empty(), this::answer)) {
      consumer.start();
      await().until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked).containsExactly("m1: one", "m2: two");
    }
  }

  @Test
  void othersAndCommandsEndATurnAtOnceAndKeepTheirPlace() {
    append("m1", "42", "one");
    append("m2", "42", "two");
    append("m3", "42", "/new");
    append("m4", "42", "three");
    append("m5", "43", "mine");
    append("m6", "42", "/status");
    try (LaneConsumer consumer = consumer(LONG, this::answer)) {
      consumer.start();
      await().atMost(Duration.ofSeconds(8)).until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked)
          .containsExactly("m2: one\ntwo", "m3: /new", "m4: three", "m5: mine", "m6: /status");
    }
  }

  @Test
  void aTurnHasTenMessagesAtMost() {
    for (int i = 1; i <= 11; i++) {
      append("m" + i, "42", "q" + i);
    }
    append("end", "42", "/new");
    try (LaneConsumer consumer = consumer(LONG, this::answer)) {
      consumer.start();
      await().atMost(Duration.ofSeconds(8)).until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked).hasSize(3).last().isEqualTo("end: /new");
      assertThat(asked.get(0)).startsWith("m10: q1\nq2\n").endsWith("\nq10");
      assertThat(asked.get(1)).isEqualTo("m11: q11");
    }
  }

  @Test
  void aTurnThatFailsIsRepeatedAsItWas() {
    append("m1", "42", "one");
    append("m2", "42", "two");
    LaneConsumer.Handler failing =
        message -> {
          Step answered = answer(message);
          if (asked.size() > 1) {
            return answered;
          }
          append("m3", "42", "late");
          return new Step.Retry(Duration.ZERO, "no model");
        };
    try (LaneConsumer consumer = consumer(SHORT, failing)) {
      consumer.start();
      await().until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked).containsExactly("m2: one\ntwo", "m2: one\ntwo", "m3: late");
      assertThat(store.pending(Queue.outbox("dingtalk"))).isEqualTo(2);
    }
  }

  @Test
  void aTurnThatWasCutOffIsRepeatedAsItWasEvenIfTheOptionIsOffThen() {
    CountDownLatch never = new CountDownLatch(1);
    append("m1", "42", "one");
    append("m2", "42", "two");
    LaneConsumer.Handler hanging =
        message -> {
          answer(message);
          never.await();
          throw new IllegalStateException("not interrupted");
        };
    LaneConsumer cutOff = consumer(SHORT, hanging);
    cutOff.start();
    await().until(() -> asked.size() == 1);
    append("m3", "42", "late");
    cutOff.close();
    try (LaneConsumer consumer = consumer(Optional.empty(), this::answer)) {
      consumer.start();
      await().until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked).containsExactly("m2: one\ntwo", "m2: one\ntwo", "m3: late");
      assertThat(store.pending(Queue.outbox("dingtalk"))).isEqualTo(2);
    }
  }

  @Test
  void aStopMeansAllThatWasWrittenBeforeIt() {
    try (LaneConsumer consumer = consumer(LONG, this::answer)) {
      consumer.start();
      append("m1", "42", "one");
      append("m2", "42", "two");
      store.stop(INBOX, told("stopped"), told("nothing")).join();
      append("m3", "42", "three");
      append("m4", "42", "/new");

      // the third one waits for the whole time if it is looked at before the fourth is there
      await().atMost(Duration.ofSeconds(30)).until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked).containsExactly("m3: three", "m4: /new");
    }
  }

  @Test
  void aStopMeansAllThatWasWrittenBeforeItAlsoWhileTheStoreIsAsked() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    MessageStore slow = mock(MessageStore.class, delegatesTo(store));
    doAnswer(
            read -> {
              reading.countDown();
              never.await();
              throw new IllegalStateException("not interrupted");
            })
        .doAnswer(read -> store.read(read.getArgument(0), read.getArgument(1)))
        .when(slow)
        .read(any(), anyInt());
    append("m1", "42", "one");
    append("m2", "42", "two");
    try (LaneConsumer consumer = consumer(new Merging(slow, settings(LONG)), this::answer)) {
      consumer.start();
      reading.await();
      store.stop(INBOX, told("stopped"), told("nothing")).join();

      await().until(() -> store.pending(Queue.INBOX) == 0);
      assertThat(asked).isEmpty();
    }
  }

  private Step answer(StoredMessage message) {
    Payload.Question question = (Payload.Question) message.payload();
    asked.add(question.message().id() + ": " + question.message().text());
    String id = question.message().id() + "/1";
    NewMessage reply = new Draft("dingtalk", question.message(), id).complete("re");
    return Step.Done.answered(List.of(reply), Optional.empty(), Step.Withdrawal.NONE);
  }

  private static QueueConfig settings(Optional<Duration> mergeWithin) {
    return new QueueConfig(20, mergeWithin);
  }

  private LaneConsumer consumer(Optional<Duration> mergeWithin, LaneConsumer.Handler answers) {
    return consumer(new Merging(store, settings(mergeWithin)), answers);
  }

  private LaneConsumer consumer(Merging merging, LaneConsumer.Handler answers) {
    return new LaneConsumer(
        "test",
        store,
        Queue.INBOX,
        2,
        LaneConsumer.LEASE,
        () -> true,
        new Redactor(),
        new AgentTurns(answers, merging, new RunningTurns()));
  }

  private static NewMessage told(String text) {
    Payload.Question command = question("s", "42", "/stop");
    return Draft.urgent(command, text);
  }

  private void append(String id, String staffId, String text) {
    store
        .append(new NewMessage(INBOX, Optional.of("dingtalk"), id, question(id, staffId, text)))
        .join();
  }

  private static Payload.Question question(String id, String staffId, String text) {
    return new Payload.Question(
        "dingtalk",
        INBOX.conversation(),
        new Principal("dingtalk:staffId:" + staffId, "somebody"),
        Messages.inbound(id, staffId, text));
  }
}
