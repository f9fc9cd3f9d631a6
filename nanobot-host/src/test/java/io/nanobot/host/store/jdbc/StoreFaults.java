package io.nanobot.host.store.jdbc;

import static io.nanobot.host.store.MessageStore.Appended.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.MessageStore.Failure;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store does while its database does nothing, and after that. */
abstract class StoreFaults {
  private static final Duration LEASE = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private JdbcMessageStore store;

  /** The engine, with nothing in it yet; asked for once in each test. */
  abstract Dialect dialect() throws Exception;

  /** From now on nothing can be stored. The store does nothing at the moment. */
  abstract void breakDown() throws Exception;

  abstract void repair() throws Exception;

  /** What is told of it. */
  abstract String reason();

  @BeforeEach
  void open() throws Exception {
    store = JdbcMessageStore.open(dialect(), "gateway", 1_000_000, Clock.systemUTC(), () -> {});
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void acknowledgesNothingUntilItWorksAgain() throws Exception {
    assertThat(append("a", "1")).isEqualTo(STORED);
    breakDown();

    assertThatThrownBy(() -> append("a", "2")).hasCauseInstanceOf(StoreException.class);
    assertThat(store.status().working()).isFalse();
    // The first word may be of the connection that broke, and only the next of the cause.
    await().atMost(PATIENCE).until(() -> store.status().reason().contains(reason()));
    assertThatThrownBy(() -> append("a", "3"))
        .cause()
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(reason());

    repair();
    awaitWorking();
    assertThat(append("a", "2")).isEqualTo(STORED);
    assertThat(store.pending(Queue.INBOX)).isEqualTo(2);
  }

  @Test
  void doesOnceAndInOrderWhatWasToBeDoneMeanwhile() throws Exception {
    for (String id : List.of("1", "2", "3")) {
      append("a", id);
    }
    append("b", "4");
    List<Lease> leases = store.claim(Queue.INBOX, 2, LEASE);
    Lease a = leases.get(0);
    breakDown();

    CompletableFuture<Completion> first = complete(a, 1, "one");
    CompletableFuture<Completion> second = complete(a, 2, "two");
    CompletableFuture<Failure> third = store.retry(a, 3, Duration.ZERO, "busy");
    CompletableFuture<Void> other = store.release(leases.get(1));
    await().atMost(PATIENCE).until(() -> !store.status().working());
    assertThat(List.of(first, second, third, other)).noneMatch(CompletableFuture::isDone);

    repair();
    assertThat(of(first)).isEqualTo(Completion.DONE);
    assertThat(of(second)).isEqualTo(Completion.DONE);
    assertThat(of(third)).isEqualTo(Failure.RETRY);
    of(other);
    assertThat(replies()).containsExactly("one", "two");
    assertThat(store.claim(Queue.INBOX, 5, LEASE)).hasSize(2);
    assertThat(store.pending(Queue.INBOX)).isEqualTo(2);
  }

  private void awaitWorking() {
    await().atMost(PATIENCE).until(() -> store.status().working());
  }

  private Object append(String conversation, String id) throws Exception {
    return of(store.append(MessageStoreContract.question(conversation, id)));
  }

  private CompletableFuture<Completion> complete(Lease lease, long position, String reply) {
    NewMessage answer = Samples.answer(lease.lane().conversation(), reply);
    return store.complete(lease, position, List.of(answer), List.of(), Optional.empty());
  }

  private List<String> replies() throws InterruptedException {
    Lease lease = store.claim(Samples.OUTBOX, 1, LEASE).get(0);
    return store.read(lease, 10).stream()
        .map(stored -> ((Payload.Answer) stored.payload()).message().id())
        .map(id -> id.substring("answer-to-".length()))
        .toList();
  }

  private static <T> T of(CompletableFuture<T> future) throws Exception {
    return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
