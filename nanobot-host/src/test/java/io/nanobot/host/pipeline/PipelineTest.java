package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.channel.MediaSource;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.channel.StreamingReplies;
import io.nanobot.api.channel.TypingSignal;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.HostVersion;
import io.nanobot.host.ManualClock;
import io.nanobot.host.agent.Answering;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupPolicy;
import io.nanobot.host.config.HistoryConfig;
import io.nanobot.host.config.LimitsConfig;
import io.nanobot.host.config.OutgoingConfig;
import io.nanobot.host.config.QueueConfig;
import io.nanobot.host.config.SecurityConfig;
import io.nanobot.host.config.UserConfig;
import io.nanobot.host.media.Attachments;
import io.nanobot.host.media.MediaFiles;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Gate;
import io.nanobot.host.security.Notices;
import io.nanobot.host.security.Pairing;
import io.nanobot.host.security.Principals;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.security.Schemes;
import io.nanobot.host.security.audit.AuditEvent;
import io.nanobot.host.security.audit.AuditEvent.LimitExceeded;
import io.nanobot.host.security.audit.AuditEvent.RoleRefused;
import io.nanobot.host.security.audit.AuditEvent.RoleUsed;
import io.nanobot.host.security.limits.Limits;
import io.nanobot.host.store.DeadLetter;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.jdbc.JdbcMessageStore;
import io.nanobot.host.store.jdbc.SqliteStore;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Thread.State;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reception, dispatcher and delivery together, between a channel and an agent of the test. */
class PipelineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final QueueConfig QUEUE = new QueueConfig(60, Optional.empty());
  private static final OutgoingConfig NOTHING_TO_FETCH =
      new OutgoingConfig(List.of(), List.of(), 1, Duration.ofSeconds(1), 0);
  private static final Map<String, UserConfig> BOSS =
      Map.of("boss", new UserConfig(List.of("dingtalk:42"), List.of("admin")));
  private static final Entrance OPEN = entrance(List.of("*"));

  @TempDir private Path folder;
  private JdbcMessageStore store;
  private Reception reception;
  private final List<OutboundMessage> sent = new CopyOnWriteArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<String> fetched = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> sends = new ConcurrentHashMap<>();
  private volatile TestAgent agent = (turn, reply) -> reply.send("re: " + turn.message().text());
  private volatile TestSend send = message -> {};
  private volatile TestShow show = draft -> {};
  private volatile boolean connected = true;
  private volatile Optional<String> model = Optional.empty();
  private final ManualClock clock = new ManualClock();
  private final Redactor redactor = new Redactor();
  private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
  private final RunningTurns turns = new RunningTurns();
  private final Principals principals = new Principals(people(BOSS));
  private final Restarts restarts = new Restarts();
  private final Agent forwarding = new Forwarding();
  private volatile boolean wantsHistory;
  private Conversations conversations;
  private HostCommands commands;
  private final WorkingChannels working = new WorkingChannels();
  private final TypingSignals signals =
      new TypingSignals(working, Duration.ZERO, Duration.ofMillis(5));
  private LiveReplies live;
  private Dispatcher dispatcher;
  private final Backoff quick =
      new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), new Random(1));
  private final Channel channel = new RecordingChannel();
  private Delivery delivery;

  private static Entrance entrance(List<String> allowFrom) {
    Schemes schemes = new Schemes(new IdentityScheme("staffId", "Staff ID"), List.of());
    AccessPolicy policy = new AccessPolicy(schemes, AccessConfig.of(allowFrom));
    return new Entrance("dingtalk", policy, SessionScope.CONVERSATION);
  }

  private static Entrance pairing() {
    Schemes schemes = new Schemes(new IdentityScheme("staffId", "Staff ID"), List.of());
    AccessConfig access =
        new AccessConfig(
            List.of(),
            DirectPolicy.PAIRING,
            GroupPolicy.ALLOWLIST,
            List.of(),
            true,
            Map.of(),
            false);
    return new Entrance("dingtalk", new AccessPolicy(schemes, access), SessionScope.CONVERSATION);
  }

  private static SecurityConfig people(Map<String, UserConfig> users) {
    return new SecurityConfig(users, LimitsConfig.NONE, NOTHING_TO_FETCH);
  }

  private Pairing pairing(JdbcMessageStore store) {
    return new Pairing(store.pairings(), new Random(1), audited::add, Clock.systemUTC());
  }

  private Answering answering(Turn turn) {
    return new Answering("helper", forwarding, Optional.of("Be brief."));
  }

  private HostCommands commands() {
    GatewayState state =
        new GatewayState(
            new HostVersion("1.2.3"), this::answering, conversations, turns, store, clock);
    return new HostCommands(
        conversations,
        state,
        restarts,
        pairing(store),
        principals,
        channel -> Optional.of(OPEN.policy().schemes()),
        audited::add);
  }

  private Reception reception(MessageStore messages) {
    return reception(messages, LimitsConfig.NONE);
  }

  private Reception reception(MessageStore messages, LimitsConfig bounds) {
    Clock clock = Clock.systemUTC();
    Notices notices = new OutboxNotices(store.knownSenders());
    Gate gate =
        new Gate(pairing(store), store.knownSenders(), notices, principals, audited::add, clock);
    return new Reception(
        messages,
        gate,
        principals,
        new Limits(bounds),
        commands,
        turns,
        notices,
        QUEUE,
        audited::add);
  }

  @BeforeEach
  void create() {
    store = SqliteStore.open(folder);
    HistoryConfig history = new HistoryConfig(3, 1_000, Duration.ofDays(1));
    conversations = new Conversations(store.histories(), history);
    commands = commands();
    reception = reception(store);
    MediaFiles files = new MediaFiles(new Workspace(folder), Clock.systemUTC());
    live = new LiveReplies(store, working);
    dispatcher =
        new Dispatcher(
            store,
            this::answering,
            conversations,
            commands,
            turns,
            new Attachments(working, files),
            live,
            signals,
            QUEUE,
            redactor,
            new Random(1));
    delivery =
        new Delivery(
            "dingtalk",
            store,
            3,
            quick,
            redactor,
            () -> connected ? Optional.of(channel) : Optional.empty());
  }

  @AfterEach
  void stop() {
    delivery.close();
    dispatcher.close();
    live.close();
    signals.close();
    store.close();
  }

  @Test
  void answersAMessage() {
    start();
    receive("m1", "42", "hello");

    await().until(() -> sent.size() == 1);
    OutboundMessage answer = sent.get(0);
    assertThat(answer.markdown()).isEqualTo("re: hello");
    assertThat(answer.inReplyTo()).contains("m1");
    assertThat(answer.conversation().id()).isEqualTo("42");
    assertThat(answer.replyHints()).containsKey("sessionWebhook");
  }

  @Test
  void answersARepeatedMessageOnce() {
    start();
    assertThat(receive("m1", "42", "hello")).isEqualTo(Acceptance.ACCEPTED);
    assertThat(receive("m1", "42", "hello")).isEqualTo(Acceptance.DUPLICATE);
    receive("m2", "42", "end");

    await().until(() -> texts().contains("re: end"));
    assertThat(texts()).containsExactly("re: hello", "re: end");
  }

  @Test
  void refusesWhoIsNotListedBeforeAnythingIsStored() {
    assertThat(reception.receive(entrance(List.of()), Messages.inbound("m1", "42", "let me in")))
        .isCompletedWithValue(Acceptance.REFUSED);
    assertThat(store.pending()).isZero();
  }

  @Test
  void sendsTheCodeToAStrangerAndAnswersOnceItIsApproved() {
    Entrance entrance = pairing();
    start();

    assertThat(reception.receive(entrance, Messages.inbound("m1", "42", "hi")))
        .succeedsWithin(PATIENCE)
        .isEqualTo(Acceptance.REFUSED);
    await().until(() -> sent.size() == 1);
    OutboundMessage invitation = sent.get(0);
    assertThat(invitation.inReplyTo()).contains("m1");
    assertThat(invitation.replyHints()).containsKey("sessionWebhook");
    String code = store.pairings().pending().join().get(0).code();
    assertThat(invitation.markdown()).contains("Your pairing code is: `%s`".formatted(code));

    store.pairings().approve(code, "me").join();
    for (int i = 0; i < 50; i++) {
      reception.receive(entrance, Messages.inbound("n" + i, "42", "n" + i));
    }
    await().until(() -> sent.size() == 51);
    assertThat(texts().subList(1, 51))
        .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "re: n" + i).toList());
  }

  @Test
  void theAuditTellsWhoUsedARoleForWhat() {
    start();
    List<String> texts =
        List.of("/pairing", "/pairing Approve ABCD-EFGH", "/pairing ABCD-EFGH", "/whoami");
    for (int i = 0; i < texts.size(); i++) {
      reception.receive(OPEN, Messages.inbound("m" + i, "42", texts.get(i)));
    }

    await().until(() -> sent.size() == 4);
    assertThat(audited)
        .filteredOn(RoleUsed.class::isInstance)
        .containsExactly(
            new RoleUsed("dingtalk", "boss", "admin", "/pairing"),
            new RoleUsed("dingtalk", "boss", "admin", "/pairing approve"),
            new RoleUsed("dingtalk", "boss", "admin", "/pairing"));
  }

  @Test
  void theAuditTellsWhoWantedToUseARoleOfOthers() {
    start();
    reception.receive(OPEN, Messages.inbound("m1", "43", "/pairing approve ABCD-EFGH"));
    reception.receive(OPEN, Messages.inbound("m2", "43", "/restart"));

    await().until(() -> sent.size() == 2);
    assertThat(audited)
        .filteredOn(event -> event.event().startsWith("role."))
        .containsExactlyInAnyOrder(
            new RoleRefused("dingtalk", "dingtalk:staffId:43", "admin", "/pairing approve", 1),
            new RoleRefused("dingtalk", "dingtalk:staffId:43", "admin", "/restart", 1));
  }

  @Test
  void theAuditTellsWhoWentBeyondWhichLimit() {
    reception = reception(store, new LimitsConfig(0, 0, 0, 3, 0));

    assertThat(receive("m1", "42", "long")).isEqualTo(Acceptance.REFUSED);
    assertThat(receive("m2", "42", "fit")).isEqualTo(Acceptance.ACCEPTED);
    assertThat(audited)
        .filteredOn(LimitExceeded.class::isInstance)
        .containsExactly(
            new LimitExceeded("dingtalk", "boss", Conversation.Kind.DIRECT, "42", "textLength", 1));
  }

  @Test
  void whoeverHasLostARoleCanNotUseItForACommandThatWaits() {
    receive("m1", "42", "/pairing list");
    principals.use(people(Map.of()));
    start();

    await().until(() -> sent.size() == 1);
    assertThat(texts()).containsExactly("You may not use `/pairing` here.");
    assertThat(audited).noneMatch(RoleUsed.class::isInstance);
  }

  @Test
  void turnsMessagesAwayWhileNobodyCanBeLookedUp() {
    Entrance entrance = pairing();
    store.close();

    assertThat(reception.receive(entrance, Messages.inbound("m1", "42", "hi")))
        .succeedsWithin(PATIENCE)
        .isEqualTo(Acceptance.BUSY);
  }

  @Test
  void turnsMessagesAwayWhenTheStoreIsFull(@TempDir Path other) {
    try (MessageStore small = SqliteStore.open(other, 1)) {
      reception = reception(small);

      assertThat(receive("m1", "42", "a")).isEqualTo(Acceptance.ACCEPTED);
      assertThat(receive("m2", "42", "b")).isEqualTo(Acceptance.BUSY);
    }
  }

  @Test
  void turnsMessagesAwayThatCanNotBeStored() {
    MessageStore broken = mock(MessageStore.class);
    when(broken.append(any(), anyInt()))
        .thenReturn(CompletableFuture.failedFuture(new StoreException("the disk is full")));
    reception = reception(broken);

    assertThat(receive("m1", "42", "a")).isEqualTo(Acceptance.BUSY);
  }

  @Test
  void acceptsNothingOnceClosed() {
    reception.close();

    assertThat(receive("m1", "42", "hello")).isEqualTo(Acceptance.BUSY);
  }

  @Test
  void keepsTheOrderInsideAConversation() {
    start();
    for (int i = 0; i < 50; i++) {
      receive("a" + i, "alice", "a" + i);
      receive("b" + i, "bob", "b" + i);
    }

    await().until(() -> sent.size() == 100);
    assertThat(textsTo("alice"))
        .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "re: a" + i).toList());
    assertThat(textsTo("bob"))
        .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "re: b" + i).toList());
  }

  @Test
  void neverCallsTheAgentTwiceAtOnceForAConversation() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger turnsOfAlice = new AtomicInteger();
    agent =
        (turn, reply) -> {
          if (turn.session().equals("dingtalk:alice")) {
            turnsOfAlice.incrementAndGet();
            release.await();
          }
          reply.send("re: " + turn.message().text());
        };
    start();
    receive("m1", "alice", "one");
    receive("m2", "alice", "two");
    await().until(() -> turnsOfAlice.get() == 1);
    receive("m3", "bob", "three");
    await().until(() -> texts().contains("re: three"));

    assertThat(turnsOfAlice).hasValue(1);
    release.countDown();
    await().until(() -> texts().contains("re: two"));
    assertThat(textsTo("alice")).containsExactly("re: one", "re: two");
  }

  @Test
  void anAgentThatWantsItIsToldWhatWasSaidBefore() {
    wantsHistory = true;
    List<List<String>> told = new CopyOnWriteArrayList<>();
    agent =
        (turn, reply) -> {
          told.add(
              turn.history().stream()
                  .map(each -> each.speaker() + ": " + each.question() + " > " + each.answer())
                  .toList());
          reply.send("a " + turn.message().text());
          reply.send("b");
        };
    start();
    for (int i = 1; i <= 5; i++) {
      receive("m" + i, "42", "q" + i);
    }
    receive("m6", "43", "mine");
    await().until(() -> told.size() == 6);

    assertThat(told.get(0)).isEmpty();
    assertThat(told)
        .contains(
            List.of(
                "name of 42: q2 > a q2\n\nb",
                "name of 42: q3 > a q3\n\nb",
                "name of 42: q4 > a q4\n\nb"));
    assertThat(told).filteredOn(List::isEmpty).hasSize(2); // of 43 nothing was known
  }

  @Test
  void aLongHistoryIsCutAtItsBeginning() {
    wantsHistory = true;
    List<Integer> told = new CopyOnWriteArrayList<>();
    agent =
        (turn, reply) -> {
          told.add(turn.history().size());
          reply.send("x".repeat(2_400)); // 600 tokens, and 1,000 are allowed
        };
    start();
    receive("m1", "42", "one");
    receive("m2", "42", "two");
    receive("m3", "42", "three");

    await().until(() -> told.equals(List.of(0, 1, 1)));
  }

  @Test
  void whatWasSaidIsForgottenWithANewSession() {
    wantsHistory = true;
    List<Integer> told = new CopyOnWriteArrayList<>();
    agent =
        (turn, reply) -> {
          told.add(turn.history().size());
          reply.send("ok");
        };
    start();
    receive("m1", "42", "one");
    receive("m2", "42", "/new");
    receive("m3", "42", "two");

    await().until(() -> texts().equals(List.of("ok", "New session started.", "ok")));
    assertThat(told).containsExactly(0, 0);
  }

  @Test
  void whatIsAnsweredAfterANewSessionWasAskedForIsForgottenToo() {
    wantsHistory = true;
    CountDownLatch release = new CountDownLatch(1);
    agent = answeringAfter(release);
    start();
    receive("m1", "42", "hard");
    await().until(() -> turns.runningFor("dingtalk:42").isPresent());
    receive("m2", "42", "/new");
    release.countDown();

    await().until(() -> texts().equals(List.of("re: hard", "New session started.")));
    assertThat(store.histories().of(new Lane(Queue.INBOX, "dingtalk:42"), 10).join()).isEmpty();
  }

  @Test
  void nothingIsKeptForAnAgentThatDoesNotWantIt() {
    start();
    receive("m1", "42", "one");
    await().until(() -> sent.size() == 1);

    assertThat(store.histories().of(new Lane(Queue.INBOX, "dingtalk:42"), 10).join()).isEmpty();
  }

  @Test
  void stopEndsTheTurnAtOnceAndNotTheOneAfterIt() {
    CountDownLatch never = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          if (turn.message().text().equals("hard")) {
            reply.send("never to be seen");
            never.await();
          }
          reply.send("re: " + turn.message().text());
        };
    start();
    receive("m1", "42", "hard");
    await().until(() -> turns.runningFor("dingtalk:42").isPresent());
    receive("m2", "42", "easy");

    assertThat(receive("m3", "42", "/stop")).isEqualTo(Acceptance.ACCEPTED);
    assertThat(receive("m3", "42", "/stop")).isEqualTo(Acceptance.DUPLICATE);
    await().until(() -> texts().equals(List.of("Stopped 1 task(s).", "re: easy")));
    receive("m4", "42", "/Stop@nanobot");
    await().until(() -> texts().contains("No active task to stop."));
    assertThat(texts()).hasSize(3);
    assertThat(store.pending()).isZero();
  }

  @Test
  void showsTheAnswerThatGrowsAndThatSomebodyWorks() {
    CountDownLatch shown = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          try (ReplyStream stream = reply.stream()) {
            stream.append("It ");
            shown.await();
            stream.append("rains");
          }
        };
    working.add("dingtalk", () -> Optional.of(channel));
    start();
    receive("m1", "42", "weather?");
    await().until(() -> seen.contains("shows It "));
    assertThat(seen).contains("works on weather?").doesNotContain("is done with weather?");
    shown.countDown();

    await().until(() -> sent.size() == 1);
    assertThat(sent.get(0).markdown()).isEqualTo("It rains");
    assertThat(sent.get(0).replyHints()).containsEntry("card", "1");
    await().until(() -> seen.contains("is done with weather?"));
    assertThat(seen).noneMatch(it -> it.startsWith("takes back"));
  }

  @Test
  void aChannelThatWasNotConnectedAtTheEndIsToldWhenItIsAgain() {
    CountDownLatch shown = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          shown.await();
          reply.send("It rains");
        };
    working.add("dingtalk", () -> Optional.of(channel));
    start();
    receive("m1", "42", "weather?");
    await().until(() -> seen.contains("works on weather?"));
    working.add("dingtalk", Optional::empty);
    shown.countDown();
    await().until(() -> sent.size() == 1);

    working.add("dingtalk", () -> Optional.of(channel));

    await().until(() -> seen.contains("is done with weather?"));
  }

  @Test
  void takesBackWhatIsShownOfAnAnswerThatIsStopped() {
    agent =
        (turn, reply) -> {
          reply.stream().append("On the one hand");
          new CountDownLatch(1).await();
        };
    working.add("dingtalk", () -> Optional.of(channel));
    start();
    receive("m1", "42", "explain");
    await().until(() -> seen.contains("shows On the one hand"));
    receive("m2", "42", "/stop");

    await().until(() -> seen.contains("takes back On the one hand"));
    await().until(() -> seen.contains("is done with explain"));
    await().until(() -> store.pending() == 0);
    assertThat(texts()).containsExactly("Stopped 1 task(s).");
  }

  @Test
  void takesBackWhatIsShownOfAnAnswerThatIsStoppedJustAsItIsComplete() {
    CountDownLatch beingShown = new CountDownLatch(1);
    CountDownLatch slow = new CountDownLatch(1);
    AtomicReference<Thread> worker = new AtomicReference<>();
    show =
        draft -> {
          beingShown.countDown();
          slow.await();
        };
    agent =
        (turn, reply) -> {
          reply.stream().append("On the one hand");
          beingShown.await();
          worker.set(Thread.currentThread());
        };
    working.add("dingtalk", () -> Optional.of(channel));
    start();
    receive("m1", "42", "explain");
    await() // for the draft that is on its way, to make it the complete answer
        .until(() -> worker.get() != null && worker.get().getState() == State.TIMED_WAITING);
    receive("m2", "42", "/stop");
    slow.countDown();

    await().until(() -> seen.contains("takes back On the one hand"));
    await().until(() -> store.pending() == 0);
    assertThat(texts()).containsExactly("Stopped 1 task(s).");
  }

  @Test
  void takesBackWhatIsShownOfAnAnswerThatWasStoppedElsewhere() {
    CountDownLatch stopped = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          reply.stream().append("On the one hand");
          stopped.await();
        };
    working.add("dingtalk", () -> Optional.of(channel));
    start();
    receive("m1", "42", "explain");
    await().until(() -> seen.contains("shows On the one hand"));
    // as another gateway writes it into the store, of which this one hears some seconds later
    SqliteStore.markStopped(folder, "dingtalk:42");
    stopped.countDown();

    await().until(() -> seen.contains("takes back On the one hand"));
    await().until(() -> store.pending() == 0);
    assertThat(sent).isEmpty();
  }

  @Test
  void theApologyTakesThePlaceOfWhatIsShown() {
    agent =
        (turn, reply) -> {
          reply.stream().append("It is");
          await().until(() -> seen.contains("shows It is"));
          throw new AgentException(AgentException.Kind.REJECTED, "no such model", "No.");
        };
    working.add("dingtalk", () -> Optional.of(channel));
    start();
    receive("m1", "42", "weather?");

    await().until(() -> sent.size() == 1);
    assertThat(sent.get(0).markdown()).isEqualTo("No.");
    assertThat(sent.get(0).replyHints()).containsEntry("card", "1");
    assertThat(seen).noneMatch(it -> it.startsWith("takes back"));
  }

  @Test
  void whatIsBeyondTheBoundOfAConversationIsRefusedVisiblyAndOnlyThere() {
    CountDownLatch release = new CountDownLatch(1);
    agent = answeringAfter(release);
    start();
    for (int i = 1; i <= QUEUE.perConversation(); i++) {
      assertThat(receive("m" + i, "42", "q" + i)).isEqualTo(Acceptance.ACCEPTED);
    }
    assertThat(receive("x1", "42", "beyond")).isEqualTo(Acceptance.REFUSED);
    assertThat(receive("x2", "42", "beyond")).isEqualTo(Acceptance.REFUSED);
    assertThat(receive("m1", "42", "q1")).isEqualTo(Acceptance.DUPLICATE);
    assertThat(receive("n1", "43", "elsewhere")).isEqualTo(Acceptance.ACCEPTED);
    LimitExceeded beyond =
        new LimitExceeded(
            "dingtalk", "boss", Conversation.Kind.DIRECT, "42", "agents.queue.perConversation", 1);
    assertThat(audited).filteredOn(LimitExceeded.class::isInstance).containsExactly(beyond, beyond);
    assertThat(receive("s1", "42", "/status")).isEqualTo(Acceptance.ACCEPTED);
    await().until(() -> textsTo("42").stream().anyMatch(text -> text.contains("nanobot v")));
    assertThat(textsTo("42").get(0))
        .startsWith("I still have 60 messages of this conversation to answer");
    assertThat(textsTo("42")).hasSize(2);

    release.countDown();
    await().until(() -> textsTo("42").size() == 2 + QUEUE.perConversation());
    assertThat(receive("x3", "42", "again")).isEqualTo(Acceptance.ACCEPTED);
    await().until(() -> textsTo("42").contains("re: again"));
    assertThat(texts()).doesNotContain("re: beyond");
  }

  @Test
  void stopReachesTheGatewayThatIsAtWork() {
    AtomicReference<Thread> worker = new AtomicReference<>();
    CountDownLatch never = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          reply.send("never to be seen");
          worker.set(Thread.currentThread());
          never.await();
        };
    start();
    receive("m1", "42", "hard");
    await().until(() -> worker.get() != null);
    // as another gateway writes it into the store
    SqliteStore.markStopped(folder, "dingtalk:42");

    await().until(() -> store.pending() == 0);
    assertThat(sent).isEmpty();
    agent = (turn, reply) -> reply.send("re: " + turn.message().text());
    receive("m2", "42", "easy");
    await().until(() -> texts().equals(List.of("re: easy")));
  }

  @Test
  void anAgentThatEndsJustAsItIsStoppedSaysNothing() {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          working.countDown();
          while (stopped.getCount() > 0) {
            try {
              stopped.await();
            } catch (InterruptedException e) {
              // it does not care
            }
          }
          reply.send("re: " + turn.message().text());
        };
    start();
    receive("m1", "42", "one");
    await().until(() -> working.getCount() == 0);
    receive("s1", "42", "/stop");
    stopped.countDown();
    receive("m2", "42", "two");

    await().until(() -> texts().equals(List.of("Stopped 1 task(s).", "re: two")));
    assertThat(store.pending()).isZero();
  }

  @Test
  void whoeverWritesToABusyAgentIsToldOnceThatItIsQueued() {
    CountDownLatch release = new CountDownLatch(1);
    agent = answeringAfter(release);
    start();
    receive("m1", "42", "one");
    await()
        .until(
            () ->
                turns
                    .runningFor("dingtalk:42")
                    .filter(time -> time.toMillis() > 3_100)
                    .isPresent());
    receive("m2", "42", "two");
    receive("m3", "42", "three");
    receive("m4", "43", "somebody else");

    await().until(() -> texts().stream().anyMatch(text -> text.contains("this one is queued")));
    release.countDown();
    await().until(() -> sent.size() == 5);
    assertThat(textsTo("43")).containsExactly("re: somebody else");
    assertThat(textsTo("42")).endsWith("re: one", "re: two", "re: three").hasSize(4);
  }

  @Test
  void tellsWhatItCanDo() {
    start();
    receive("m1", "43", "/help");
    receive("m2", "43", "/stauts");
    receive("m3", "43", "/frobnicate now");
    receive("m4", "43", "/new please");
    receive("m5", "43", "/usr/bin/env is a path");

    await().until(() -> sent.size() == 5);
    assertThat(texts().get(0))
        .startsWith("🐈 nanobot commands:")
        .contains("- `/new` — ", "- `/stop` — ", "- `/whoami` — ")
        .doesNotContain("/pairing", "/restart");
    assertThat(texts().subList(1, 5))
        .containsExactly(
            "Unknown command \"/stauts\". Did you mean \"/status\"?",
            "Unknown command \"/frobnicate\". Use \"/help\" to list available commands.",
            "Command \"/new\" does not accept arguments. Did you mean \"/new\"?",
            "re: /usr/bin/env is a path");
  }

  @Test
  void tellsHowItIs() {
    wantsHistory = true;
    agent = (turn, reply) -> reply.send("x".repeat(1_196)); // 300 tokens
    start();
    receive("m1", "43", "hello");
    await().until(() -> sent.size() == 1);
    model = Optional.of("qwen-plus");
    clock.pass(Duration.ofMinutes(61).plusSeconds(7));
    receive("m2", "43", "/status");

    await().until(() -> sent.size() == 2);
    assertThat(texts().get(1))
        .isEqualTo(
            """
            🐈 nanobot v1.2.3\s\s
            🧠 Model: qwen-plus (agent helper)\s\s
            📚 Context: 302/1k (30% of what is remembered at most)\s\s
            💬 Session: 2 messages (dingtalk:43)\s\s
            ⏱ Uptime: 1h 1m\s\s
            ⚡ Tasks: 0 active, 0 not answered yet""");
  }

  @Test
  void tellsHowItIsOfAnAgentWithoutAModel() {
    start();
    clock.pass(Duration.ofSeconds(62));
    receive("m1", "43", "/status");

    await().until(() -> sent.size() == 1);
    assertThat(texts().get(0))
        .contains("🧠 Agent: helper")
        .contains("📚 Context: 0/1k (0% of")
        .contains("💬 Session: 0 messages (dingtalk:43)")
        .contains("⏱ Uptime: 1m 2s");
  }

  @Test
  void anAgentIsToldWhatIsConfiguredForThePlace() {
    agent = (turn, reply) -> reply.send(turn.instructions().orElse("nothing"));
    start();
    receive("m1", "42", "told?");

    await().until(() -> texts().equals(List.of("Be brief.")));
  }

  @Test
  void tellsAnAdminWhoWaitsAndHowToPair() {
    start();
    receive("m1", "42", "/pairing");
    receive("m2", "42", "/pairing list");
    receive("m3", "42", "/pairing frobnicate");

    await().until(() -> sent.size() == 3);
    assertThat(texts())
        .containsExactly(
            "No pending pairing requests.",
            "No pending pairing requests.\n\nNobody is approved.",
            "Unknown pairing command.\n"
                + "Usage: `/pairing [list|approve <code>|deny <code>|revoke <user_id>|revoke"
                + " <channel> <user_id>]`");
  }

  @Test
  void anAdminAsksForARestartOnceHoweverOftenTheMessageComes() {
    start();
    receive("m1", "43", "/restart");
    await().until(() -> texts().contains("You may not use `/restart` here."));
    assertThat(restarts.asked()).isNotDone();

    receive("m2", "42", "/restart");
    assertThat(restarts.takeAsked()).isPresent();
    assertThat(receive("m2", "42", "/restart")).isEqualTo(Acceptance.DUPLICATE);
    assertThat(restarts.takeAsked()).isEmpty();
    await().until(() -> textsTo("42").equals(List.of("Restarting...")));
  }

  @Test
  void turnsMessagesAwayWhileTooManyRepliesWaitToBeSent() {
    MessageStore full = mock(MessageStore.class);
    when(full.pending(Queue.outbox("dingtalk"))).thenReturn(10_000L);
    Reception busy = reception(full);

    assertThat(busy.receive(OPEN, Messages.inbound("m1", "42", "a")))
        .isCompletedWithValue(Acceptance.BUSY);
  }

  @Test
  void aFaultInSendingDoesNotRepeatForEver() {
    send =
        message -> {
          if (message.markdown().equals("re: odd")) {
            throw new IllegalStateException("a fault of ours");
          }
        };
    start();
    receive("m1", "42", "odd");
    receive("m2", "42", "fine");

    await().atMost(Duration.ofSeconds(20)).until(() -> texts().contains("re: fine"));
    assertThat(sends).containsEntry("m1/1", 3);
  }

  @Test
  void aReplyIsOverWhenItsTurnIs() {
    AtomicReference<Reply> kept = new AtomicReference<>();
    agent = (turn, reply) -> kept.set(reply);
    start();
    receive("m1", "42", "hello");
    await().until(() -> store.pending() == 0 && kept.get() != null);

    assertThatIllegalStateException().isThrownBy(() -> kept.get().send("too late"));
  }

  @Test
  void aSlowConversationDelaysNoOther() {
    CountDownLatch release = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          if (turn.message().text().equals("slow")) {
            release.await();
          }
          reply.send("re: " + turn.message().text());
        };
    start();
    receive("m1", "alice", "slow");
    receive("m2", "bob", "quick");

    await().until(() -> texts().contains("re: quick"));
    assertThat(texts()).doesNotContain("re: slow");
    release.countDown();
    await().until(() -> texts().contains("re: slow"));
  }

  @Test
  void aStreamedReplyIsOneMessage() {
    agent =
        (turn, reply) -> {
          try (ReplyStream stream = reply.stream()) {
            stream.append("one ");
            stream.append("two");
          }
        };
    start();
    receive("m1", "42", "count");

    receive("m2", "42", "count");
    await().until(() -> sent.size() >= 2);
    assertThat(texts()).containsExactly("one two", "one two");
  }

  @Test
  void anAgentMentionsPeopleWithItsFirstMessage() {
    Identity asker = new Identity("staffId", "42");
    agent =
        (turn, reply) -> {
          reply.send(" ");
          reply.send("first");
          reply.send("second");
          reply.mention(asker);
          reply.mention(asker);
        };
    start();
    receive("m1", "42", "hello");

    await().until(() -> sent.size() >= 2);
    assertThat(sent.get(0).mentions()).containsExactly(asker);
    assertThat(sent.get(1).mentions()).isEmpty();
  }

  @Test
  void anAgentThatSaysNothingSendsNothing() {
    agent = (turn, reply) -> reply.send("  ");
    start();
    receive("m1", "42", "hello");

    await().until(() -> store.pending() == 0);
    assertThat(sent).isEmpty();
  }

  @Test
  void anAgentThatFailsIsTriedAgainAndThenTheUserIsTold() {
    AtomicInteger turns = new AtomicInteger();
    agent =
        (turn, reply) -> {
          turns.incrementAndGet();
          reply.send("half an answer");
          throw new IllegalStateException("no model");
        };
    start();
    receive("m1", "42", "hello");

    await().atMost(Duration.ofSeconds(20)).until(() -> sent.size() == 1);
    assertThat(texts()).containsExactly("Sorry, I encountered an error.");
    assertThat(turns).hasValue(3);
  }

  @Test
  void nobodyFetchesTheFilesOfAStrangerOrOfACommand() {
    start();
    assertThat(reception.receive(entrance(List.of()), withPicture("m1", "let me in")))
        .isCompletedWithValue(Acceptance.REFUSED);
    reception.receive(OPEN, withPicture("m2", "/whoami"));

    await().until(() -> sent.size() == 1);
    assertThat(fetched).isEmpty();
  }

  @Test
  void fetchesTheFilesOfAnAcceptedMessageJustBeforeTheAgent() {
    List<Attachment> seen = new CopyOnWriteArrayList<>();
    agent =
        (turn, reply) -> {
          seen.addAll(turn.message().attachments());
          reply.send("seen");
        };
    working.add("dingtalk", () -> Optional.of(channel));
    assertThat(reception.receive(OPEN, withPicture("m1", "look")))
        .succeedsWithin(PATIENCE)
        .isEqualTo(Acceptance.ACCEPTED);
    assertThat(fetched).isEmpty();
    start();

    await().until(() -> texts().contains("seen"));
    assertThat(fetched).containsExactly("key");
    assertThat(seen).extracting(Attachment::name).containsExactly("a.txt");
    assertThat(Path.of(URI.create(seen.get(0).source()))).hasContent("content of key");
  }

  @Test
  void tellsThatAKindOfMessageCanNotBeReadAndAsksNoAgent() {
    AtomicInteger turns = new AtomicInteger();
    agent = (turn, reply) -> turns.incrementAndGet();
    start();
    reception.receive(OPEN, unsupported(Conversation.direct("42")));

    await().until(() -> sent.size() == 1);
    assertThat(texts().get(0)).startsWith("Sorry, I can not read this kind of message yet.");
    assertThat(turns).hasValue(0);
  }

  @Test
  void inAGroupTheAgentGetsAPlaceholderForWhatCanNotBeRead() {
    start();
    reception.receive(OPEN, unsupported(Conversation.group("cid", "Dev group")));

    await().until(() -> texts().contains("re: [a sticker]"));
  }

  @Test
  void sendsAgainWhatMayHelp() {
    AtomicInteger failures = new AtomicInteger(2);
    send =
        message -> {
          if (failures.getAndDecrement() > 0) {
            throw new ChannelException(Kind.UNAVAILABLE, "no network");
          }
        };
    start();
    receive("m1", "42", "hello");

    await().until(() -> texts().contains("re: hello"));
    assertThat(sends).containsValue(3);
  }

  @Test
  void waitsAsLongAsThePlatformAsksFor() {
    long[] times = new long[2];
    AtomicInteger call = new AtomicInteger();
    send =
        message -> {
          int number = call.getAndIncrement();
          times[number] = System.nanoTime();
          if (number == 0) {
            throw new ChannelException(
                Kind.RATE_LIMITED, "slow down", "", Optional.of(Duration.ofMillis(700)));
          }
        };
    start();
    receive("m1", "42", "hello");

    await().until(() -> texts().contains("re: hello"));
    assertThat(Duration.ofNanos(times[1] - times[0])).isGreaterThan(Duration.ofMillis(690));
  }

  @Test
  void pausesThatThePlatformAsksForAreNoAttempts() {
    AtomicInteger pauses = new AtomicInteger(8);
    AtomicInteger failures = new AtomicInteger(1);
    send =
        message -> {
          if (pauses.getAndDecrement() > 0) {
            throw new ChannelException(Kind.RATE_LIMITED, "slow down");
          }
          if (failures.getAndDecrement() > 0) {
            throw new ChannelException(Kind.UNAVAILABLE, "no network");
          }
        };
    start();
    receive("m1", "42", "hello");

    await().until(() -> texts().contains("re: hello"));
    assertThat(sends).containsEntry("m1/1", 10);
  }

  @Test
  void aPlatformThatAlwaysWantsAPauseIsNotAskedForEver() {
    send =
        message -> {
          if (message.markdown().equals("re: doomed")) {
            throw new ChannelException(Kind.RATE_LIMITED, "slow down");
          }
        };
    start();
    receive("m1", "42", "doomed");
    receive("m2", "42", "fine");

    await().until(() -> texts().contains("re: fine"));
    assertThat(sends).containsEntry("m1/1", 23);
  }

  @Test
  void givesUpAfterTheLastAttemptAndTheConversationGoesOn() {
    send =
        message -> {
          if (message.markdown().equals("re: doomed")) {
            throw new ChannelException(Kind.UNCERTAIN, "no answer");
          }
        };
    start();
    receive("m1", "42", "doomed");
    receive("m2", "42", "fine");

    await().until(() -> texts().contains("re: fine"));
    assertThat(texts()).containsExactly("re: fine");
    assertThat(sends).containsEntry("m1/1", 3).containsEntry("m2/1", 1);
  }

  @Test
  void doesNotSendAgainWhatCanNotHelp() {
    send =
        message -> {
          if (message.markdown().equals("re: bad")) {
            throw new ChannelException(Kind.REJECTED, "bad words");
          }
        };
    start();
    receive("m1", "42", "bad");
    receive("m2", "42", "fine");

    await().until(() -> texts().contains("re: fine"));
    assertThat(sends).containsEntry("m1/1", 1);
  }

  @Test
  void whyAReplyWasGivenUpIsStoredWithoutSecrets() throws Exception {
    redactor.learn(List.of("s3cr3t-of-the-app"));
    send =
        message -> {
          throw new ChannelException(
              Kind.REJECTED, "401 for s3cr3t-of-the-app at /robot/sendBySession?session=0b1c");
        };
    start();
    receive("m1", "42", "hello");
    await().until(() -> store.pending() == 0);

    assertThat(SqliteStore.deadLetters(folder))
        .extracting(DeadLetter::reason)
        .containsExactly("REJECTED: 401 for *** at /robot/sendBySession?session=***");
  }

  @Test
  void repliesWaitWhileTheChannelIsNotConnected() {
    connected = false;
    start();
    receive("m1", "42", "hello");
    await().until(() -> store.pending(Queue.outbox("dingtalk")) == 1);
    assertThat(sends).isEmpty();

    connected = true;
    delivery.resume();
    await().until(() -> texts().contains("re: hello"));
    assertThat(sends).containsEntry("m1/1", 1);
  }

  @Test
  void drainAnswersAndSendsWhatWasAccepted() throws Exception {
    start();
    IntStream.range(0, 20).forEach(i -> receive("m" + i, "42", "hello " + i));
    reception.close();
    dispatcher.drain(Duration.ofSeconds(10));
    delivery.drain(Duration.ofSeconds(10));

    assertThat(sent).hasSize(20);
    assertThat(store.pending()).isZero();
  }

  @Test
  void closingInterruptsAnAgentThatHangs() {
    CountDownLatch hanging = new CountDownLatch(1);
    agent =
        (turn, reply) -> {
          hanging.countDown();
          new CountDownLatch(1).await();
        };
    start();
    receive("m1", "42", "hello");
    await().until(() -> hanging.getCount() == 0);
    dispatcher.close();

    // A pool has ended a moment before its last thread has.
    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("dispatch")));
    assertThat(store.pending(Queue.INBOX)).isEqualTo(1);
  }

  private static InboundMessage withPicture(String id, String text) {
    return Messages.inbound(id, "42", text)
        .with(
            text, List.of(new Attachment(Attachment.Kind.FILE, "a.txt", Optional.empty(), "key")));
  }

  private static InboundMessage unsupported(Conversation conversation) {
    Sender sender = new Sender(new Identity("staffId", "42"), "Ann");
    return InboundMessage.builder("m1", conversation, sender, Instant.EPOCH)
        .text("[a sticker]")
        .unsupported(Optional.of("sticker"))
        .mentionsBot(true)
        .build();
  }

  private void start() {
    dispatcher.start();
    delivery.start();
  }

  private Acceptance receive(String id, String staffId, String text) {
    return reception
        .receive(OPEN, Messages.inbound(id, staffId, text))
        .toCompletableFuture()
        .join();
  }

  private List<String> texts() {
    return sent.stream().map(OutboundMessage::markdown).toList();
  }

  private List<String> textsTo(String person) {
    return sent.stream()
        .filter(message -> message.conversation().id().equals(person))
        .map(OutboundMessage::markdown)
        .toList();
  }

  private static TestAgent answeringAfter(CountDownLatch release) {
    return (turn, reply) -> {
      release.await();
      reply.send("re: " + turn.message().text());
    };
  }

  private interface TestAgent {
    void respond(Turn turn, Reply reply) throws Exception;
  }

  private interface TestSend {
    void send(OutboundMessage message) throws ChannelException;
  }

  private interface TestShow {
    void show(OutboundMessage draft) throws InterruptedException;
  }

  private final class Forwarding implements Agent {
    @Override
    public void respond(Turn turn, Reply reply) throws Exception {
      agent.respond(turn, reply);
    }

    @Override
    public boolean wantsHistory() {
      return wantsHistory;
    }

    @Override
    public Optional<String> model() {
      return model;
    }

    @Override
    public void close() {}
  }

  private final class RecordingChannel
      implements Channel, MediaSource, StreamingReplies, TypingSignal {
    @Override
    public Optional<Duration> streamingPause() {
      return Optional.of(Duration.ZERO);
    }

    @Override
    public Map<String, String> show(OutboundMessage draft) throws InterruptedException {
      show.show(draft);
      live("shows " + draft.markdown());
      return Map.of("card", "1");
    }

    @Override
    public void withdraw(OutboundMessage draft) {
      live("takes back " + draft.markdown());
    }

    @Override
    public void working(InboundMessage question) {
      live("works on " + question.text());
    }

    @Override
    public void idle(InboundMessage question) {
      live("is done with " + question.text());
    }

    private void live(String what) {
      seen.add(what);
    }

    @Override
    public Connection connect() {
      return new Connection("a test");
    }

    @Override
    public Receipt send(OutboundMessage message) throws ChannelException {
      sends.merge(message.id(), 1, Integer::sum);
      send.send(message);
      sent.add(message);
      return Receipt.withoutId();
    }

    @Override
    public void fetch(Attachment attachment, Path target, long maxBytes) {
      fetched.add(attachment.source());
      try {
        Files.writeString(target, "content of " + attachment.source());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
