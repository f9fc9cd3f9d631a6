package io.nanobot.host.store;

import static io.nanobot.host.store.MessageStore.Appended.DUPLICATE;
import static io.nanobot.host.store.MessageStore.Appended.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.MessageStore.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine of the store has to do. */
abstract class MessageStoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private MessageStore store;

  abstract MessageStore create();

  /** Lets the engine's clock go on. */
  abstract void pass(Duration time);

  @BeforeEach
  void open() {
    store = create();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void givesMessagesOfALaneInOrder() {
    append(question("a", "1"), question("a", "2"), question("a", "3"));

    assertThat(ids(store.read(claimOne(), 10))).containsExactly("1", "2", "3");
  }

  @Test
  void numbersPositionsWithoutGaps() {
    append(question("a", "1"), question("a", "1"), question("a", "2"));

    assertThat(store.read(claimOne(), 10))
        .extracting(StoredMessage::position)
        .containsExactly(1L, 2L);
  }

  @Test
  void storesAMessageOfOneIdOnce() {
    assertThat(append(question("a", "1"))).containsExactly(STORED);
    assertThat(append(question("a", "1"), question("b", "1")))
        .containsExactly(DUPLICATE, DUPLICATE);
    assertThat(store.pending(Queue.INBOX)).isEqualTo(1);
  }

  @Test
  void knowsAnIdEvenWhenItsMessageIsDone() {
    append(question("a", "1"));
    store.complete(claimOne(), 1, List.of());

    assertThat(append(question("a", "1"))).containsExactly(DUPLICATE);
  }

  @Test
  void forgetsIdsThatAreOldEnough() {
    append(question("a", "1"));
    store.complete(claimOne(), 1, List.of());
    pass(Duration.ofHours(25));

    assertThat(store.purge(Duration.ofHours(24), 100)).isEqualTo(1);
    assertThat(append(question("a", "1"))).containsExactly(STORED);
  }

  @Test
  void storesOneOfManyConcurrentCopies() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<MessageStore.Appended>> results = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      results.add(
          threads.submit(
              () -> {
                start.await();
                return append(question("a", "same")).get(0);
              }));
    }
    start.countDown();
    List<MessageStore.Appended> all = new ArrayList<>();
    for (Future<MessageStore.Appended> result : results) {
      all.add(result.get());
    }
    threads.shutdown();

    assertThat(all).filteredOn(STORED::equals).hasSize(1);
    assertThat(all).filteredOn(DUPLICATE::equals).hasSize(7);
  }

  @Test
  void leasesALaneToOneOwnerAtATime() {
    append(question("a", "1"));
    claimOne();

    assertThat(store.claim(Queue.INBOX, "other", 10, LEASE)).isEmpty();
  }

  @Test
  void claimsNoMoreThanAskedAndTheLongestWaitingFirst() {
    append(question("a", "1"));
    pass(Duration.ofSeconds(1));
    append(question("b", "2"));
    pass(Duration.ofSeconds(1));
    append(question("c", "3"));

    assertThat(store.claim(Queue.INBOX, "me", 2, LEASE))
        .extracting(lease -> lease.lane().conversation())
        .containsExactly("a", "b");
  }

  @Test
  void claimsOnlyFromTheQueueThatIsAskedFor() {
    append(question("a", "1"));

    assertThat(store.claim(Queue.outbox("dingtalk"), "me", 10, LEASE)).isEmpty();
  }

  @Test
  void anExpiredLeaseIsFencedAndChangesNothing() {
    append(question("a", "1"));
    Lease zombie = claimOne();
    pass(LEASE.plusSeconds(1));
    Lease current = claimOne();

    assertThat(current.token()).isGreaterThan(zombie.token());
    assertThat(store.read(zombie, 10)).isEmpty();
    assertThat(store.complete(zombie, 1, List.of(answer("a", "r")))).isEqualTo(Completion.FENCED);
    assertThat(store.retry(zombie, 1, Duration.ZERO, "late")).isEqualTo(Failure.FENCED);
    assertThat(store.abandon(zombie, 1, "late")).isEqualTo(Failure.FENCED);
    store.release(List.of(zombie));
    assertThat(store.pending(Queue.outbox("dingtalk"))).isZero();
    assertThat(ids(store.read(current, 10))).containsExactly("1");
  }

  @Test
  void aZombieOfALaneThatWasEmptyInBetweenIsFenced() {
    append(question("a", "1"));
    Lease zombie = claimOne();
    store.complete(zombie, 1, List.of());
    append(question("a", "2"));
    Lease current = claimOne();

    assertThat(store.complete(zombie, 1, List.of())).isEqualTo(Completion.FENCED);
    assertThat(ids(store.read(current, 10))).containsExactly("2");
  }

  @Test
  void renewalKeepsTheLease() {
    append(question("a", "1"));
    Lease lease = claimOne();
    pass(Duration.ofSeconds(20));
    assertThat(store.renew("me", LEASE)).isTrue();
    pass(Duration.ofSeconds(20));

    assertThat(store.claim(Queue.INBOX, "other", 10, LEASE)).isEmpty();
    assertThat(store.complete(lease, 1, List.of())).isEqualTo(Completion.DRAINED);
  }

  @Test
  void renewalTellsThatALeaseWasLost() {
    append(question("a", "1"));
    claimOne();
    pass(LEASE.plusSeconds(1));

    assertThat(store.renew("me", LEASE)).isFalse();
  }

  @Test
  void completionStoresTheRepliesInTheSameStep() {
    append(question("a", "1"));

    assertThat(store.complete(claimOne(), 1, List.of(answer("a", "r1"), answer("a", "r2"))))
        .isEqualTo(Completion.DRAINED);
    assertThat(store.pending(Queue.INBOX)).isZero();
    assertThat(store.pending(Queue.outbox("dingtalk"))).isEqualTo(2);
  }

  @Test
  void completionGoesOnWithTheNextMessage() {
    append(question("a", "1"), question("a", "2"));
    Lease lease = claimOne();

    assertThat(store.complete(lease, 1, List.of())).isEqualTo(Completion.DONE);
    assertThat(ids(store.read(lease, 10))).containsExactly("2");
  }

  @Test
  void aMessageCanNotBeCompletedOutOfTurn() {
    append(question("a", "1"), question("a", "2"));
    Lease lease = claimOne();

    assertThat(store.complete(lease, 2, List.of())).isEqualTo(Completion.FENCED);
    assertThat(ids(store.read(lease, 10))).containsExactly("1", "2");
  }

  @Test
  void aRetryWaitsWithItsWholeLaneAndCountsTheAttempt() {
    append(question("a", "1"), question("a", "2"), question("b", "3"));
    Lease lease = store.claim(Queue.INBOX, "me", 1, LEASE).get(0);
    store.retry(lease, 1, Duration.ofSeconds(5), "not now");

    assertThat(store.claim(Queue.INBOX, "me", 10, LEASE))
        .extracting(l -> l.lane().conversation())
        .containsExactly("b");
    pass(Duration.ofSeconds(5));
    List<StoredMessage> again = store.read(claimOne(), 10);
    assertThat(ids(again)).containsExactly("1", "2");
    assertThat(again).extracting(StoredMessage::attempts).containsExactly(1, 0);
  }

  @Test
  void anAbandonedMessageLetsItsLaneGoOn() {
    append(question("a", "1"), question("a", "2"));

    assertThat(store.abandon(claimOne(), 1, "refused")).isEqualTo(Failure.DEAD);
    assertThat(ids(store.read(claimOne(), 10))).containsExactly("2");
  }

  @Test
  void aReleasedLaneIsClaimableAtOnce() {
    append(question("a", "1"));
    store.release(List.of(claimOne()));

    assertThat(ids(store.read(claimOne(), 10))).containsExactly("1");
  }

  final List<MessageStore.Appended> append(NewMessage... messages) {
    return store.append(List.of(messages));
  }

  static NewMessage question(String conversation, String id) {
    Sender sender = new Sender(new Identity("staffId", "42"), "Deep Thought");
    InboundMessage message =
        InboundMessage.builder(id, Conversation.direct("42"), sender, Instant.EPOCH).build();
    Principal principal = new Principal("dingtalk:staffId:42", "Deep Thought");
    return new NewMessage(
        new Lane(Queue.INBOX, conversation),
        "dingtalk",
        id,
        new Payload.Question("dingtalk", principal, message));
  }

  static NewMessage answer(String conversation, String id) {
    OutboundMessage message =
        new OutboundMessage(
            id,
            Conversation.direct("42"),
            "hello",
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of());
    return new NewMessage(
        new Lane(Queue.outbox("dingtalk"), conversation),
        "out:dingtalk",
        id,
        new Payload.Answer("dingtalk", message));
  }

  private Lease claimOne() {
    List<Lease> leases = store.claim(Queue.INBOX, "me", 1, LEASE);
    assertThat(leases).hasSize(1);
    return leases.get(0);
  }

  private static List<String> ids(List<StoredMessage> messages) {
    return messages.stream().map(m -> ((Payload.Question) m.payload()).message().id()).toList();
  }
}
