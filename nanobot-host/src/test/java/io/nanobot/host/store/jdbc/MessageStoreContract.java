package io.nanobot.host.store.jdbc;

import static io.nanobot.host.store.MessageStore.Appended.DUPLICATE;
import static io.nanobot.host.store.MessageStore.Appended.FULL;
import static io.nanobot.host.store.MessageStore.Appended.LANE_FULL;
import static io.nanobot.host.store.MessageStore.Appended.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.api.message.Quote;
import io.nanobot.api.message.Sender;
import io.nanobot.host.store.Histories;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.MessageStore.Failure;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.Said;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.UnreadableMessage;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine of the store has to do. */
abstract class MessageStoreContract {
  static final Duration LEASE = Duration.ofSeconds(30);
  private static final int CAPACITY = 1_000;
  private static final Duration DAY = Duration.ofHours(24);

  @AutoClose private JdbcMessageStore store;
  @AutoClose private JdbcMessageStore other;

  /** The engine, with nothing in it yet; asked for once in each test. */
  abstract Dialect dialect();

  private Dialect dialect;

  @BeforeEach
  void create() {
    dialect = dialect();
    open();
  }

  private void open() {
    store = another("me");
    other = another("other");
  }

  /** One more gateway on the same store. */
  final JdbcMessageStore another(String owner) {
    return JdbcMessageStore.open(dialect, owner, CAPACITY, Clock.systemUTC(), () -> {});
  }

  /** Time goes by: all that is written down becomes older. */
  final void pass(Duration time) throws SQLException {
    Session session = dialect.open();
    try {
      session.update("UPDATE lane SET visible_at = visible_at - ?", time.toMillis());
      session.update("UPDATE message SET created_at = created_at - ?", time.toMillis());
      session.update("UPDATE receipt SET created_at = created_at - ?", time.toMillis());
      session.update("UPDATE exchange SET answered_at = answered_at - ?", time.toMillis());
      session.update("UPDATE dead_letter SET died_at = died_at - ?", time.toMillis());
      session.update("UPDATE connection_lease SET expires_at = expires_at - ?", time.toMillis());
      session.commit();
    } finally {
      session.close();
    }
  }

  @Test
  void givesMessagesOfALaneInOrder() throws Exception {
    append(question("a", "1"), question("a", "2"), question("a", "3"));

    assertThat(ids(store.read(claimOne(), 10))).containsExactly("1", "2", "3");
  }

  @Test
  void numbersPositionsWithoutGaps() throws Exception {
    append(question("a", "1"), question("a", "1"), question("a", "2"));

    assertThat(store.read(claimOne(), 10))
        .extracting(StoredMessage::position)
        .containsExactly(1L, 2L);
  }

  @Test
  void storesAMessageOfOneIdOnce() throws Exception {
    assertThat(append(question("a", "1"))).containsExactly(STORED);
    assertThat(append(question("a", "1"), question("b", "1")))
        .containsExactly(DUPLICATE, DUPLICATE);
    assertThat(store.pending(Queue.INBOX)).isEqualTo(1);
  }

  @Test
  void knowsAnIdEvenWhenItsMessageIsDone() throws Exception {
    append(question("a", "1"));
    complete(claimOne(), 1);

    assertThat(append(question("a", "1"))).containsExactly(DUPLICATE);
  }

  @Test
  void forgetsIdsThatAreOldEnough() throws Exception {
    append(question("a", "1"));
    complete(claimOne(), 1);
    pass(Duration.ofHours(25));

    assertThat(append(question("a", "1"))).containsExactly(DUPLICATE);
    store.purge(new MessageStore.Ages(DAY, DAY, DAY));
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
  void leasesALaneToOneOwnerAtATime() throws Exception {
    append(question("a", "1"));
    claimOne();

    assertThat(other.claim(Queue.INBOX, 10, LEASE)).isEmpty();
  }

  @Test
  void claimsNoMoreThanAskedAndTheLongestWaitingFirst() throws Exception {
    append(question("a", "1"));
    pass(Duration.ofSeconds(1));
    append(question("b", "2"));
    pass(Duration.ofSeconds(1));
    append(question("c", "3"));

    assertThat(store.claim(Queue.INBOX, 2, LEASE))
        .extracting(lease -> lease.lane().conversation())
        .containsExactly("a", "b");
  }

  @Test
  void claimsOnlyFromTheQueueThatIsAskedFor() throws Exception {
    append(question("a", "1"));

    assertThat(store.claim(Queue.outbox("dingtalk"), 10, LEASE)).isEmpty();
  }

  @Test
  void anExpiredLeaseIsFencedAndChangesNothing() throws Exception {
    append(question("a", "1"));
    Lease zombie = claimOne();
    pass(LEASE.plusSeconds(1));
    Lease current = claimOne();

    assertThat(current.token()).isGreaterThan(zombie.token());
    assertThat(store.read(zombie, 10)).isEmpty();
    assertThat(complete(zombie, 1, answer("a", "r"))).isEqualTo(Completion.FENCED);
    assertThat(retry(zombie, 1, Duration.ZERO, "late")).isEqualTo(Failure.FENCED);
    assertThat(abandon(zombie, 1, "late")).isEqualTo(Failure.FENCED);
    store.release(zombie).join();
    assertThat(store.pending(Queue.outbox("dingtalk"))).isZero();
    assertThat(ids(store.read(current, 10))).containsExactly("1");
  }

  @Test
  void aZombieOfALaneThatWasEmptyInBetweenIsFenced() throws Exception {
    append(question("a", "1"));
    Lease zombie = claimOne();
    complete(zombie, 1);
    append(question("a", "2"));
    Lease current = claimOne();

    assertThat(complete(zombie, 1)).isEqualTo(Completion.FENCED);
    assertThat(ids(store.read(current, 10))).containsExactly("2");
  }

  @Test
  void renewalKeepsTheLease() throws Exception {
    append(question("a", "1"));
    Lease lease = claimOne();
    pass(Duration.ofSeconds(20));
    assertThat(store.renew(List.of(lease), LEASE).join()).hasSize(1);
    pass(Duration.ofSeconds(20));

    assertThat(other.claim(Queue.INBOX, 10, LEASE)).isEmpty();
    assertThat(complete(lease, 1)).isEqualTo(Completion.DRAINED);
  }

  @Test
  void renewalTellsThatALeaseWasLost() throws Exception {
    append(question("a", "1"));
    Lease lease = claimOne();
    pass(LEASE.plusSeconds(1));
    other.claim(Queue.INBOX, 1, LEASE);

    assertThat(store.renew(List.of(lease), LEASE).join()).isEmpty();
  }

  @Test
  void completionStoresTheRepliesInTheSameStep() throws Exception {
    append(question("a", "1"));

    assertThat(complete(claimOne(), 1, answer("a", "r1"), answer("a", "r2")))
        .isEqualTo(Completion.DRAINED);
    assertThat(store.pending(Queue.INBOX)).isZero();
    assertThat(store.pending(Queue.outbox("dingtalk"))).isEqualTo(2);
  }

  @Test
  void completionGoesOnWithTheNextMessage() throws Exception {
    append(question("a", "1"), question("a", "2"));
    Lease lease = claimOne();

    assertThat(complete(lease, 1)).isEqualTo(Completion.DONE);
    assertThat(ids(store.read(lease, 10))).containsExactly("2");
  }

  @Test
  void aMessageCanNotBeCompletedOutOfTurn() throws Exception {
    append(question("a", "1"), question("a", "2"));
    Lease lease = claimOne();

    assertThat(complete(lease, 2)).isEqualTo(Completion.FENCED);
    assertThat(ids(store.read(lease, 10))).containsExactly("1", "2");
  }

  @Test
  void aRetryWaitsWithItsWholeLaneAndCountsTheAttempt() throws Exception {
    append(question("a", "1"), question("a", "2"), question("b", "3"));
    Lease lease = store.claim(Queue.INBOX, 1, LEASE).get(0);
    retry(lease, 1, Duration.ofSeconds(5), "not now");

    assertThat(store.claim(Queue.INBOX, 10, LEASE))
        .extracting(l -> l.lane().conversation())
        .containsExactly("b");
    pass(Duration.ofSeconds(5));
    List<StoredMessage> again = store.read(claimOne(), 10);
    assertThat(ids(again)).containsExactly("1", "2");
    assertThat(again).extracting(StoredMessage::attempts).containsExactly(1, 0);
  }

  @Test
  void anAbandonedMessageLetsItsLaneGoOn() throws Exception {
    append(question("a", "1"), question("a", "2"));

    assertThat(abandon(claimOne(), 1, "refused")).isEqualTo(Failure.DEAD);
    assertThat(ids(store.read(claimOne(), 10))).containsExactly("2");
  }

  @Test
  void aReleasedLaneIsClaimableAtOnce() throws Exception {
    append(question("a", "1"));
    store.release(claimOne()).join();

    assertThat(ids(store.read(claimOne(), 10))).containsExactly("1");
  }

  @Test
  void keepsEverythingOverARestart() throws Exception {
    append(question("a", "1"), question("a", "2"), question("b", "3"));
    Lease lease = store.claim(Queue.INBOX, 1, LEASE).get(0);
    complete(lease, 1, answer("a", "r1"));
    store.release(lease).join();
    Lease failing = claimOne();
    retry(failing, failing.lane().conversation().equals("a") ? 2 : 1, Duration.ZERO, "no model");
    restart();

    assertThat(store.pending(Queue.INBOX)).isEqualTo(2);
    assertThat(store.pending(Queue.outbox("dingtalk"))).isEqualTo(1);
    assertThat(append(question("a", "1"), question("a", "2"))).containsOnly(DUPLICATE);
    List<StoredMessage> heads = new ArrayList<>();
    for (Lease each : store.claim(Queue.INBOX, 10, LEASE)) {
      heads.add(store.read(each, 1).get(0));
    }
    assertThat(ids(heads)).containsExactlyInAnyOrder("2", "3");
    assertThat(heads).extracting(StoredMessage::attempts).containsExactlyInAnyOrder(1, 0);
    assertThat(heads)
        .extracting(StoredMessage::lastFailure)
        .containsExactlyInAnyOrder(Optional.of("no model"), Optional.empty());
  }

  @Test
  void keepsWhatAMessageIsMadeOf() throws Exception {
    InboundMessage message =
        InboundMessage.builder(
                "m",
                Conversation.group("cid=", "a group"),
                new Sender(
                    new Identity("staffId", "42"),
                    List.of(new Identity("unionId", "u")),
                    "Deep \uD83D\uDC2D Thought"),
                Instant.parse("2026-11-22T10:00:00.123Z"))
            .text("line one\nline \u0000 two \uD83D\uDC2D")
            .attachments(
                List.of(
                    new Attachment(
                        Attachment.Kind.IMAGE, "a.png", Optional.of("image/png"), "code")))
            .mentions(List.of(new Identity("staffId", "7")))
            .quote(Optional.of(new Quote(Optional.of("earlier"), "what was said")))
            .unsupported(Optional.of("sticker"))
            .mentionsBot(true)
            .replyHints(Map.of("sessionWebhook", "https://example.com/s"))
            .build();
    Payload payload =
        new Payload.Question(
            "dingtalk", "dingtalk:group:cid=", new Principal("p", "P", Set.of("admin")), message);
    append(new NewMessage(new Lane(Queue.INBOX, "a"), Optional.of("dingtalk"), "m", payload));

    assertThat(store.read(claimOne(), 1).get(0).payload()).isEqualTo(payload);
  }

  @Test
  void keepsAMessageThatAPlatformCutInTheMiddleOfACharacter() throws Exception {
    NewMessage whole = question("a\uD83D", "1");
    append(whole);

    assertThat(append(question("a\uD83D", "1"))).containsExactly(DUPLICATE);
    assertThat(store.read(claimOne(), 1)).hasSize(1);
  }

  @Test
  void keepsAReasonWithCharactersThatADatabaseRefuses() throws Exception {
    append(question("a", "1"));
    Lease lease = claimOne();

    assertThat(retry(lease, 1, Duration.ZERO, "odd \u0000 and \uD83D")).isEqualTo(Failure.RETRY);
    assertThat(store.read(claimOne(), 1).get(0).lastFailure()).contains("odd  and ?");
  }

  @Test
  void keepsConversationsApartThatDifferInCaseSpaceOrEnd() throws Exception {
    String end = "x".repeat(3_000);
    for (String name : List.of("a", "A", "a ", "\u00e4", "a\u0308", end + "1", end + "2")) {
      append(question(name, "id of " + name));
    }

    List<Lease> leases = store.claim(Queue.INBOX, 100, LEASE);
    assertThat(leases).hasSize(7);
    assertThat(
            append(question("b", "ID of a"), question("b", "id of a"), question("b", "id of a ")))
        .containsExactly(STORED, DUPLICATE, DUPLICATE);
  }

  @Test
  void turnsAwayWhatIsBeyondItsBound() throws Exception {
    List<CompletableFuture<MessageStore.Appended>> waiting = new ArrayList<>();
    for (int i = 0; i < CAPACITY; i++) {
      waiting.add(store.append(question("a", "m" + i)));
    }
    waiting.forEach(CompletableFuture::join);
    assertThat(append(question("b", "beyond"))).containsExactly(FULL);
    complete(claimOne(), 1);

    // What was turned away was not remembered either: the platform may send it again.
    assertThat(append(question("b", "beyond"))).containsExactly(STORED);
  }

  @Test
  void turnsAwayWhatIsBeyondTheBoundOfItsLane() throws Exception {
    append(question("a", "1"), question("a", "2"));

    assertThat(store.append(question("a", "3"), 2).join()).isEqualTo(LANE_FULL);
    assertThat(store.append(question("a", "2"), 2).join()).as("known").isEqualTo(DUPLICATE);
    assertThat(store.append(question("b", "4"), 2).join()).as("another lane").isEqualTo(STORED);
    Lease lease = store.claim(Queue.INBOX, 1, LEASE).get(0);
    complete(lease, 1);
    assertThat(store.append(question(lease.lane().conversation(), "3"), 2).join())
        .as("turned away, and therefore not known")
        .isEqualTo(STORED);
  }

  @Test
  void keepsTheBoundOfALaneWhenManyWriteThroughTwoGateways() throws Exception {
    List<CompletableFuture<MessageStore.Appended>> appended = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      appended.add(store.append(question("a", "mine " + i), 7));
      appended.add(other.append(question("a", "theirs " + i), 7));
    }
    List<MessageStore.Appended> all = appended.stream().map(CompletableFuture::join).toList();

    assertThat(all).filteredOn(STORED::equals).hasSize(7);
    assertThat(all).filteredOn(LANE_FULL::equals).hasSize(93);
    assertThat(store.read(claimOne(), 100)).hasSize(7);
  }

  @Test
  void whatIsStoppedLeavesNothingBehindAndTheLaneGoesOn() throws Exception {
    append(question("a", "1"), question("a", "2"));
    Lease lease = claimOne();
    assertThat(stop("a", "s")).isEqualTo(STORED);
    assertThat(stop("a", "s")).as("delivered again").isEqualTo(DUPLICATE);
    assertThat(answers()).containsExactly("stopped");

    Said said = new Said("Ann", "one", "answer 1");
    assertThat(
            store
                .complete(lease, 1, List.of(answer("a", "r1")), List.of(), Optional.of(said))
                .join())
        .isEqualTo(Completion.UNWANTED);
    assertThat(store.histories().of(inbox("a"), 10).join()).isEmpty();
    assertThat(complete(lease, 2, answer("a", "r2"))).isEqualTo(Completion.DRAINED);
    assertThat(answers()).containsExactly("stopped", "hello");
  }

  @Test
  void nothingIsStoppedWhereNobodyIsAtWork() throws Exception {
    assertThat(stop("a", "s1")).isEqualTo(STORED);
    append(question("a", "1"));
    assertThat(stop("a", "s2")).isEqualTo(STORED);
    claimOne();
    pass(LEASE.plusSeconds(1));
    assertThat(stop("a", "s3")).as("its gateway is dead").isEqualTo(STORED);
    assertThat(answers()).containsExactly("nothing", "nothing", "nothing");

    assertThat(complete(claimOne(), 1, answer("a", "r"))).isEqualTo(Completion.DRAINED);
    assertThat(answers()).hasSize(4).endsWith("hello");
  }

  @Test
  void whatFailedIsNotTriedAgainOnceItIsStopped() throws Exception {
    append(question("a", "1"), question("a", "2"));
    assertThat(retry(claimOne(), 1, Duration.ofHours(1), "no network")).isEqualTo(Failure.RETRY);
    assertThat(stop("a", "s")).isEqualTo(STORED);

    assertThat(answers()).containsExactly("stopped");
    assertThat(ids(store.read(claimOne(), 10))).as("at once").containsExactly("2");
  }

  @Test
  void whoeverIsAtWorkHearsOfAStopHoweverItCame() throws Exception {
    Recorder taker = new Recorder(1);
    other.offerTo(Queue.INBOX, taker);
    other.append(question("a", "1")).join();
    taker.awaitTaken(1);

    stop("a", "s1"); // through the other one
    assertThat(taker.stopped()).isEmpty();
    other.renew(taker.leases(), LEASE).join();
    assertThat(taker.stopped()).containsExactly(1L);
    assertThat(other.stop(inbox("a"), told("s2", "stopped"), told("s2", "nothing")).join())
        .isEqualTo(STORED);
    assertThat(taker.stopped()).as("at once").containsExactly(1L, 1L);
  }

  @Test
  void whatWasStoppedIsNotBegunAgain() throws Exception {
    append(question("a", "1"), question("a", "2"), question("b", "3"));
    Lease first = store.claim(Queue.INBOX, 1, LEASE).get(0);
    store.claim(Queue.INBOX, 1, LEASE);
    stop("a", "s1");
    stop("b", "s2");
    assertThat(retry(first, 1, Duration.ofHours(1), "interrupted")).isEqualTo(Failure.RETRY);
    pass(LEASE.plusSeconds(1)); // the gateway at b is dead

    List<Lease> leases = other.claim(Queue.INBOX, 10, LEASE);
    assertThat(leases).extracting(lease -> lease.lane().conversation()).containsExactly("a");
    assertThat(ids(other.read(leases.get(0), 10))).containsExactly("2");
    assertThat(append(question("b", "4"))).containsExactly(STORED);
    assertThat(ids(store.read(claimOne(), 10))).containsExactly("4");
  }

  @Test
  void messagesThatWereJoinedAreDoneTogetherAndNotOtherwise() throws Exception {
    append(question("a", "1"), question("a", "2"), question("a", "3"));
    Lease lease = claimOne();
    assertThat(store.join(lease, 4).join()).as("beyond the end").isEmpty();
    assertThat(store.join(lease, 2).join()).hasValue(2);
    assertThat(complete(lease, 1)).isEqualTo(Completion.FENCED);
    assertThat(complete(lease, 3)).isEqualTo(Completion.FENCED);

    assertThat(complete(lease, 2, answer("a", "r"))).isEqualTo(Completion.DONE);
    assertThat(complete(lease, 2, answer("a", "r"))).as("again").isEqualTo(Completion.DONE);
    assertThat(ids(store.read(lease, 10))).containsExactly("3");
    assertThat(store.read(lease, 10)).extracting(StoredMessage::last).containsExactly(3L);
    assertThat(store.pending(Queue.INBOX)).isEqualTo(1);
    assertThat(answers()).containsExactly("hello");
  }

  @Test
  void whatWasJoinedStaysSoForWhoeverComesNext() throws Exception {
    append(question("a", "1"), question("a", "2"), question("b", "3"), question("a", "4"));
    Lease lease = store.claim(Queue.INBOX, 1, LEASE).get(0);
    store.join(lease, 2).join();
    retry(lease, 2, Duration.ZERO, "no model");
    restart();
    append(question("a", "5"));
    Lease next =
        other.claim(Queue.INBOX, 10, LEASE).stream()
            .filter(each -> each.lane().equals(inbox("a")))
            .findFirst()
            .orElseThrow();

    assertThat(other.read(next, 10))
        .extracting(StoredMessage::position, StoredMessage::last, StoredMessage::attempts)
        .containsExactly(tuple(1L, 2L, 1), tuple(2L, 2L, 0), tuple(3L, 3L, 0), tuple(4L, 4L, 0));
    assertThat(other.join(next, 4).join()).hasValue(2);
    assertThat(other.abandon(next, 2, "refused").join()).isEqualTo(Failure.DEAD);
    assertThat(deadLetters()).containsExactly("1", "2");
    assertThat(store.join(lease, 3).join()).as("lost").isEmpty();
  }

  @Test
  void whatCameAfterAStopIsNotJoinedToWhatWasStopped() throws Exception {
    append(question("a", "1"), question("a", "2"));
    Lease lease = claimOne();
    stop("a", "s");
    append(question("a", "3"));

    assertThat(store.join(lease, 3).join()).hasValue(2);
    assertThat(complete(lease, 2, answer("a", "r"))).isEqualTo(Completion.UNWANTED);
    assertThat(ids(store.read(lease, 10))).containsExactly("3");
    assertThat(answers()).containsExactly("stopped");
  }

  private List<String> deadLetters() throws SQLException {
    Session session = dialect.open();
    try {
      return session.query(
          "SELECT message_id FROM dead_letter ORDER BY id", result -> result.getString(1));
    } finally {
      session.close();
    }
  }

  private MessageStore.Appended stop(String conversation, String id) {
    return store.stop(inbox(conversation), told(id, "stopped"), told(id, "nothing")).join();
  }

  private static NewMessage told(String id, String text) {
    return answer(text, id).once("dingtalk", id);
  }

  /** What waits to be sent, by the lane that this test gives it, in the order of storing. */
  private List<String> answers() throws SQLException {
    Session session = dialect.open();
    try {
      return session
          .query(
              "SELECT l.conversation FROM message m JOIN lane l ON l.id = m.lane"
                  + " WHERE l.queue = 'out:dingtalk' ORDER BY m.seq",
              result -> result.getString(1))
          .stream()
          .map(conversation -> conversation.equals("a") ? "hello" : conversation)
          .toList();
    } finally {
      session.close();
    }
  }

  @Test
  void handsAMessageOfAnIdleLaneToWhoeverIsFree() throws Exception {
    Recorder taker = new Recorder(1);
    store.offerTo(Queue.INBOX, taker);
    append(question("a", "1"), question("b", "2"));
    taker.awaitTaken(1);

    assertThat(ids(taker.messages())).containsExactly("1");
    assertThat(other.claim(Queue.INBOX, 10, LEASE))
        .extracting(lease -> lease.lane().conversation())
        .containsExactly("b");
    assertThat(complete(taker.leases().get(0), 1)).isEqualTo(Completion.DRAINED);
  }

  @Test
  void handsOutNoLaneAtWhichAnotherGatewayIs() throws Exception {
    Recorder taker = new Recorder(10);
    store.offerTo(Queue.INBOX, taker);
    other.append(question("a", "1")).join();
    Lease lease = other.claim(Queue.INBOX, 1, LEASE).get(0);
    append(question("a", "2"));

    assertThat(taker.messages()).isEmpty();
    assertThat(ids(other.read(lease, 10))).containsExactly("1", "2");
  }

  @Test
  void marksWhatAGatewayThatDiedWasAtWorkOn() throws Exception {
    append(question("a", "1"));
    claimOne();
    pass(LEASE.plusSeconds(1));
    Lease lease = other.claim(Queue.INBOX, 1, LEASE).get(0);

    assertThat(other.read(lease, 1).get(0).lastFailure()).contains(Claim.INTERRUPTED);
  }

  @Test
  void numbersWithoutGapsWhenTwoGatewaysWriteIntoOneLane() throws Exception {
    int each = 100;
    List<CompletableFuture<MessageStore.Appended>> appended = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      appended.add(store.append(question("a", "mine " + i)));
      appended.add(other.append(question("a", "theirs " + i)));
      appended.add(other.append(question("a", "both " + i)));
      appended.add(store.append(question("a", "both " + i)));
    }
    List<MessageStore.Appended> all = appended.stream().map(CompletableFuture::join).toList();

    assertThat(all).filteredOn(STORED::equals).hasSize(3 * each);
    assertThat(store.read(claimOne(), 1_000))
        .extracting(StoredMessage::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3L * each).boxed().toList());
  }

  @Test
  void losesNoWakeUpWhenALaneEmptiesWhileAnotherGatewayWritesIntoIt() throws Exception {
    int messages = 200;
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < messages; i++) {
                other.append(question("a", "m" + i)).join();
              }
            });
    List<String> done = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              for (Lease lease : store.claim(Queue.INBOX, 1, LEASE)) {
                workOff(lease, done);
              }
              return done.size() == messages;
            });

    writing.join();
    assertThat(done)
        .containsExactlyElementsOf(IntStream.range(0, messages).mapToObj(i -> "m" + i).toList());
  }

  private void workOff(Lease lease, List<String> done) throws InterruptedException {
    Completion completion = Completion.DONE;
    while (completion == Completion.DONE) {
      StoredMessage next = store.read(lease, 1).get(0);
      done.addAll(ids(List.of(next)));
      completion = complete(lease, next.position());
    }
  }

  @Test
  void completingTwiceByOneLeaseIsDoneOnce() throws Exception {
    append(question("a", "1"), question("a", "2"));
    Lease lease = claimOne();

    assertThat(complete(lease, 1, answer("a", "r"))).isEqualTo(Completion.DONE);
    assertThat(complete(lease, 1, answer("a", "r"))).isEqualTo(Completion.DONE);
    assertThat(store.pending(Queue.outbox("dingtalk"))).isEqualTo(1);
    assertThat(ids(store.read(lease, 10))).containsExactly("2");
  }

  @Test
  void purgesWhatIsDoneAndKeepsWhatWaits() throws Exception {
    append(question("a", "1"), question("b", "2"));
    for (Lease lease : store.claim(Queue.INBOX, 10, LEASE)) {
      if (lease.lane().conversation().equals("a")) {
        complete(lease, 1);
      } else {
        store.release(lease).join();
      }
    }
    pass(Duration.ofHours(25));
    append(question("c", "3"));
    while (store.purge(new MessageStore.Ages(DAY, DAY, DAY))) {
      // to the end
    }
    store.purge(
        new MessageStore.Ages(DAY, DAY, DAY)); // lanes are looked at after their messages have gone

    assertThat(append(question("c", "2"), question("c", "3"))).containsOnly(DUPLICATE);
    assertThat(append(question("a", "1"))).containsExactly(STORED);
    assertThat(ids(store.read(claimOne(), 10))).containsExactly("2");
  }

  @Test
  void keepsAMessageThatComesWhileItsEmptyLaneIsRemoved() throws Exception {
    append(question("a", "1"));
    complete(claimOne(), 1);
    pass(Duration.ofHours(25));
    store.purge(
        new MessageStore.Ages(DAY, DAY, DAY)); // the next one finds the lane without messages
    CountDownLatch together = new CountDownLatch(1);
    Recorder taker = new Recorder(1, together);
    store.offerTo(Queue.INBOX, taker);
    CompletableFuture<MessageStore.Appended> first = store.append(question("b", "2"));
    taker.awaitTaken(1); // and holds up what comes next, which is committed together
    Thread purging = new Thread(() -> purgeQuietly());
    purging.start();
    await().until(() -> purging.getState() == Thread.State.WAITING);
    CompletableFuture<MessageStore.Appended> late = store.append(question("a", "3"));
    together.countDown();
    purging.join();

    assertThat(List.of(first.join(), late.join())).containsOnly(STORED);
    assertThat(store.claim(Queue.INBOX, 10, LEASE))
        .extracting(lease -> lease.lane().conversation())
        .containsExactly("a");
  }

  private void purgeQuietly() {
    try {
      store.purge(new MessageStore.Ages(DAY, DAY, DAY));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void readsWhatIsBeforeAMessageThatCanNotBeReadAndThenSaysSo() throws Exception {
    append(question("a", "1"), question("a", "2"), question("a", "3"));
    Session session = dialect.open();
    session.update("UPDATE message SET payload = ? WHERE id = ?", "{\"kind\":\"odd\"}", "2");
    session.commit();
    session.close();
    Lease lease = claimOne();

    assertThat(ids(store.read(lease, 10))).containsExactly("1");
    complete(lease, 1);
    assertThatExceptionOfType(UnreadableMessage.class)
        .isThrownBy(() -> store.read(lease, 10))
        .satisfies(failure -> assertThat(failure.position()).isEqualTo(2));
  }

  @Test
  void oneGatewayHoldsTheConnectionsOfAChannel() throws Exception {
    assertThat(store.hold("dingtalk", 1, LEASE).join()).isPresent();
    assertThat(other.hold("dingtalk", 1, LEASE).join()).isEmpty();
    assertThat(other.hold("support", 1, LEASE).join()).isPresent();
    assertThat(store.hold("dingtalk", 1, LEASE).join()).as("kept").isPresent();
  }

  @Test
  void aConnectionGoesToAnotherGatewayWhenItsHolderGivesItUpOrDies() throws Exception {
    store.hold("dingtalk", 1, LEASE).join();
    store.give("dingtalk").join();
    assertThat(other.hold("dingtalk", 1, LEASE).join()).isPresent();
    pass(LEASE.plusSeconds(1));

    assertThat(store.hold("dingtalk", 1, LEASE).join()).isPresent();
    assertThat(other.hold("dingtalk", 1, LEASE).join()).isEmpty();
  }

  @Test
  void severalGatewaysHoldConnectionsIfThatIsWanted() throws Exception {
    assertThat(store.hold("dingtalk", 2, LEASE).join()).isPresent();
    assertThat(other.hold("dingtalk", 2, LEASE).join()).isPresent();
    other.give("dingtalk").join();
    assertThat(other.hold("dingtalk", 1, LEASE).join()).isEmpty();
  }

  @Test
  void refusesTablesThatANewerVersionHasMade() throws Exception {
    Session session = dialect.open();
    session.update("INSERT INTO schema_version (version) VALUES (?)", Migrations.LATEST + 1);
    session.commit();
    session.close();

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> another("late"))
        .withMessageContaining("a newer nanobot has made");
  }

  @Test
  void keepsAReceiptUntilItsMessageIsPurged() throws Exception {
    append(question("a", "1"));
    store
        .complete(claimOne(), 1, List.of(), List.of("platform-1", "platform-2"), Optional.empty())
        .join();
    assertThat(receipts()).containsExactly("platform-1\nplatform-2");
    pass(Duration.ofHours(25));
    store.purge(new MessageStore.Ages(DAY, DAY, DAY));

    assertThat(receipts()).isEmpty();
  }

  @Test
  void keepsWhatWasSaidWithTheEndOfTheTurnAndNotWithoutIt() throws Exception {
    append(question("a", "1"), question("a", "2"), question("b", "3"));
    Lease lease = store.claim(Queue.INBOX, 1, LEASE).get(0);
    Said first = new Said("Ann", "one\0", "answer\ud800 1");
    store.complete(lease, 1, List.of(), List.of(), Optional.of(first)).join();
    store.complete(lease, 1, List.of(), List.of(), Optional.of(first)).join(); // again
    store.complete(lease, 3, List.of(), List.of(), Optional.of(first)).join(); // out of turn
    Said second = new Said("Ben", "two", "answer 2");
    store.complete(lease, 2, List.of(), List.of(), Optional.of(second)).join();

    assertThat(other.histories().of(inbox("a"), 10).join())
        .extracting(Exchange::speaker, Exchange::question, Exchange::answer)
        .containsExactly(tuple("Ann", "one", "answer? 1"), tuple("Ben", "two", "answer 2"));
    assertThat(store.histories().of(inbox("a"), 1).join())
        .extracting(Exchange::speaker)
        .containsExactly("Ben");
    assertThat(store.histories().of(inbox("b"), 10).join()).isEmpty();
  }

  @Test
  void forgetsWhatWasSaidWhenItIsToldTo() throws Exception {
    say("a", 1);
    say("b", 1);
    other.histories().forget(inbox("a")).join();
    assertThat(store.histories().of(inbox("a"), 10).join()).isEmpty();
    assertThat(store.histories().of(inbox("b"), 10).join()).hasSize(1);
  }

  @Test
  void forgetsWhatWasSaidLongAgoOrTooOften() throws Exception {
    say("a", 260);
    assertThat(store.histories().of(inbox("a"), 10_000).join())
        .hasSizeBetween(Histories.KEPT, Histories.KEPT + 50)
        .last()
        .extracting(Exchange::question)
        .isEqualTo("question 260");
    pass(Duration.ofHours(25));
    say("a", 1);
    while (store.purge(new MessageStore.Ages(DAY, DAY, DAY))) {
      // portion by portion
    }
    assertThat(store.histories().of(inbox("a"), 10_000).join()).hasSize(1);
  }

  /** Has that many questions of a conversation answered. */
  private void say(String conversation, int times) throws InterruptedException {
    for (int i = 1; i <= times; i++) {
      append(question(conversation, UUID.randomUUID().toString()));
    }
    Lease lease =
        store.claim(Queue.INBOX, 100, LEASE).stream()
            .filter(claimed -> claimed.lane().equals(inbox(conversation)))
            .findFirst()
            .orElseThrow();
    int number = 1;
    for (StoredMessage message : store.read(lease, times)) {
      Said said = new Said("Ann", "question " + number++, "answer");
      store.complete(lease, message.position(), List.of(), List.of(), Optional.of(said)).join();
    }
  }

  private static Lane inbox(String conversation) {
    return new Lane(Queue.INBOX, conversation);
  }

  private List<String> receipts() throws SQLException {
    Session session = dialect.open();
    try {
      return session.query("SELECT platform_ids FROM receipt", result -> result.getString(1));
    } finally {
      session.close();
    }
  }

  private void restart() {
    store.close();
    other.close();
    open();
  }

  private List<MessageStore.Appended> append(NewMessage... messages) {
    return Stream.of(messages).map(message -> store.append(message).join()).toList();
  }

  private Completion complete(Lease lease, long position, NewMessage... replies) {
    return store.complete(lease, position, List.of(replies), List.of(), Optional.empty()).join();
  }

  private Failure retry(Lease lease, long position, Duration wait, String reason) {
    return store.retry(lease, position, wait, reason).join();
  }

  private Failure abandon(Lease lease, long position, String reason) {
    return store.abandon(lease, position, reason).join();
  }

  static NewMessage question(String conversation, String id) {
    Sender sender = new Sender(new Identity("staffId", "42"), "Deep Thought");
    InboundMessage message =
        InboundMessage.builder(id, Conversation.direct("42"), sender, Instant.EPOCH).build();
    Principal principal = new Principal("dingtalk:staffId:42", "Deep Thought");
    return new NewMessage(
        new Lane(Queue.INBOX, conversation),
        Optional.of("dingtalk"),
        id,
        new Payload.Question("dingtalk", conversation, principal, message));
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
        Optional.empty(),
        id,
        new Payload.Answer("dingtalk", message));
  }

  private Lease claimOne() throws InterruptedException {
    List<Lease> leases = store.claim(Queue.INBOX, 1, LEASE);
    assertThat(leases).hasSize(1);
    return leases.get(0);
  }

  private static List<String> ids(List<StoredMessage> messages) {
    return messages.stream().map(m -> ((Payload.Question) m.payload()).message().id()).toList();
  }
}
