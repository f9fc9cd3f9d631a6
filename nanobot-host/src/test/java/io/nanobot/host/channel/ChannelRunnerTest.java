package io.nanobot.host.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.channel.Receipt;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.fetch.LentDownloads;
import io.nanobot.host.pipeline.Backoff;
import io.nanobot.host.pipeline.Delivery;
import io.nanobot.host.pipeline.Entrance;
import io.nanobot.host.pipeline.SessionScope;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.security.audit.AuditEvent;
import io.nanobot.host.security.audit.AuditEvent.ChannelChanged;
import io.nanobot.host.security.audit.AuditEvent.ChannelChanged.Effect;
import io.nanobot.host.store.ConnectionLeases;
import io.nanobot.host.store.MessageStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChannelRunnerTest {
  private static final ChannelSection SECTION =
      new ChannelSection("test", "test", true, 1, null, false, Optional.empty());

  private static final Entrance OPEN =
      new Entrance("test", mock(AccessPolicy.class), SessionScope.CONVERSATION);

  private static final Attempt CONNECTED = () -> new Connection("a test");

  private static final Attempt REFUSED =
      () -> {
        throw new ChannelException(Kind.AUTHENTICATION, "Wrong secret", "Look it up");
      };

  private final ChannelAssembly assembly = mock(ChannelAssembly.class);
  private final List<RevocableContext> contexts = new CopyOnWriteArrayList<>();
  private final List<FakeChannel> channels = new CopyOnWriteArrayList<>();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile Attempt attempt = CONNECTED;
  private final MessageStore store = mock(MessageStore.class);
  private final Places places = new Places();
  private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
  @AutoClose private ChannelRunner runner;

  @BeforeEach
  void prepare() throws Exception {
    when(store.claim(any(), anyInt(), any())).thenReturn(List.of());
    prepare(assembly);
    runner =
        new ChannelRunner(
            assembly,
            OPEN,
            new ReconnectPolicy(new Random(1)),
            Clock.systemUTC(),
            audited::add,
            places,
            (name, connected) ->
                new Delivery(
                    name,
                    store,
                    3,
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1)),
                    new Redactor(),
                    connected));
  }

  private void prepare(ChannelAssembly made) throws Exception {
    when(made.section()).thenReturn(SECTION);
    when(made.connections()).thenReturn(1);
    when(made.name()).thenReturn("test");
    when(made.type()).thenReturn("test");
    when(made.title()).thenReturn("Test");
    when(made.receive(any(), any()))
        .thenReturn(CompletableFuture.completedStage(Acceptance.ACCEPTED));
    when(made.context(any())).thenAnswer(call -> context(call.getArgument(0)));
    when(made.create(any()))
        .thenAnswer(
            call -> {
              FakeChannel channel = new FakeChannel();
              channels.add(channel);
              return channel;
            });
  }

  private ChannelAssembly other(boolean canOverlap) throws Exception {
    ChannelAssembly other = mock(ChannelAssembly.class);
    prepare(other);
    when(other.canOverlap()).thenReturn(canOverlap);
    return other;
  }

  @Test
  void connects() {
    runner.start();

    awaitState(ChannelState.CONNECTED);
    assertThat(runner.status().reason()).isEmpty();
  }

  @Test
  void connectsTheSameChannelAgainAfterALoss() {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    contexts.get(0).disconnected(new ChannelException(Kind.UNAVAILABLE, "Cut"));

    awaitState(ChannelState.BACKING_OFF);
    assertThat(runner.status().reason()).isEqualTo("Cut.");
    assertThat(runner.status().nextAttempt()).isPresent();
    awaitState(ChannelState.CONNECTED);
    assertThat(channels).hasSize(1);
  }

  @Test
  void givesTheNextAttemptAFreshChannelAfterAFailedOne() {
    attempt =
        once(
            () -> {
              throw new ChannelException(Kind.UNAVAILABLE, "No network");
            });
    runner.start();

    awaitState(ChannelState.CONNECTED);
    assertThat(channels).hasSize(2);
    assertThat(channels.get(0).closed).isTrue();
    assertThat(receive(contexts.get(0))).isEqualTo(Acceptance.BUSY);
    assertThat(receive(contexts.get(1))).isEqualTo(Acceptance.ACCEPTED);
  }

  @Test
  void reportsWrongCredentialsAndAsksSlowly() {
    attempt = REFUSED;
    runner.start();

    awaitState(ChannelState.FAILED);
    assertThat(runner.status().reason()).isEqualTo("Wrong secret. Look it up.");
    assertThat(runner.status().nextAttempt().orElseThrow()).isAfter(Instant.now().plusSeconds(240));
  }

  @Test
  void survivesAFaultOfTheHost() {
    attempt =
        once(
            () -> {
              throw new IllegalStateException("a fault of ours");
            });
    runner.start();

    awaitState(ChannelState.BACKING_OFF);
    assertThat(runner.status().reason()).contains("a fault of ours");
    awaitState(ChannelState.CONNECTED);
  }

  @Test
  void stopsWhileItConnects() {
    CountDownLatch connecting = new CountDownLatch(1);
    attempt =
        () -> {
          connecting.countDown();
          new CountDownLatch(1).await();
          return new Connection("never");
        };
    runner.start();
    await().until(() -> connecting.getCount() == 0);
    runner.close();

    assertThat(runner.status().state()).isEqualTo(ChannelState.STOPPED);
    assertThat(channels.get(0).closed).isTrue();
    assertThat(receive(contexts.get(0))).isEqualTo(Acceptance.BUSY);
  }

  @Test
  void tellsWhenThePlatformWasHeard() {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    assertThat(runner.status().lastAlive()).isEmpty();
    contexts.get(0).alive();

    assertThat(runner.status().lastAlive()).isPresent();
  }

  @Test
  void standsByWhileAnotherGatewayHoldsTheConnectionAndTakesOverWhenThatIsGone() {
    places.taken = true;
    runner.start();

    awaitState(ChannelState.STANDBY);
    assertThat(runner.status().reason()).contains("another gateway");
    assertThat(attempts).hasValue(0);
    places.taken = false;
    awaitState(ChannelState.CONNECTED);
    assertThat(channels).hasSize(1);
  }

  @Test
  void closesWhatIsConnectedWhenItsPlaceIsLost() {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    places.taken = true;

    awaitState(ChannelState.STANDBY);
    assertThat(channels.get(0).closed).isTrue();
    assertThat(receive(contexts.get(0))).isEqualTo(Acceptance.BUSY);
    places.taken = false;
    awaitState(ChannelState.CONNECTED);
  }

  @Test
  void closesWhatIsConnectedBeforeItsPlaceCanGoToAnotherWhenTheStoreIsSilent() {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    places.silent = true;

    await().atMost(ConnectionPlace.LEASE).until(() -> channels.get(0).closed);
  }

  @Test
  void leavesItsPlaceToOthersWhileItCanNotConnect() {
    attempt = REFUSED;
    runner.start();

    awaitState(ChannelState.FAILED);
    assertThat(places.given).hasValue(1);
  }

  @Test
  void connectsWithOtherSettingsBeforeItClosesWhatIsConnected() throws Exception {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    AtomicReference<Boolean> closedBefore = new AtomicReference<>();
    attempt =
        () -> {
          closedBefore.set(channels.get(0).closed);
          return CONNECTED.connect();
        };
    runner.change(other(true), OPEN);

    await().until(() -> channels.get(0).closed);
    assertThat(closedBefore).hasValue(false);
    assertThat(channels).hasSize(2);
    assertThat(channels.get(1).closed).isFalse();
    assertThat(receive(contexts.get(0))).isEqualTo(Acceptance.BUSY);
    assertThat(receive(contexts.get(1))).isEqualTo(Acceptance.ACCEPTED);
    assertThat(audited).containsExactly(new ChannelChanged("test", Effect.REPLACED));
    assertThat(places.given).hasValue(0);
  }

  @Test
  void closesFirstWhatCanNotBeConnectedTwice() throws Exception {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    AtomicReference<Boolean> closedBefore = new AtomicReference<>();
    attempt =
        () -> {
          closedBefore.set(channels.get(0).closed);
          return CONNECTED.connect();
        };
    runner.change(other(false), OPEN);

    await().until(() -> audited.contains(new ChannelChanged("test", Effect.REPLACED)));
    assertThat(closedBefore).hasValue(true);
    assertThat(channels).hasSize(2);
  }

  @Test
  void goesOnWithWhatWorksWhenOtherSettingsDoNot() throws Exception {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    attempt = REFUSED;
    runner.change(other(true), OPEN);

    await().until(() -> audited.contains(new ChannelChanged("test", Effect.KEPT)));
    assertThat(runner.status().state()).isEqualTo(ChannelState.CONNECTED);
    assertThat(runner.status().reason()).contains("earlier ones", "Wrong secret");
    assertThat(channels.get(0).closed).isFalse();
    assertThat(channels.get(1).closed).isTrue();

    attempt = CONNECTED;
    runner.change(other(true), OPEN);
    await().until(() -> channels.get(0).closed);
    assertThat(runner.status().reason()).isEmpty();
  }

  @Test
  void goesBackToWhatWorkedWhenThatHadToBeClosedFirst() throws Exception {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    attempt = once(REFUSED);
    runner.change(other(false), OPEN);

    await().until(() -> channels.size() == 3);
    awaitState(ChannelState.CONNECTED);
    assertThat(audited).containsExactly(new ChannelChanged("test", Effect.KEPT));
    assertThat(runner.status().reason()).contains("earlier ones");
  }

  @Test
  void triesOtherSettingsAtOnceWhenItCouldNotConnect() throws Exception {
    attempt = once(REFUSED);
    runner.start();
    awaitState(ChannelState.FAILED);
    runner.change(other(true), OPEN);

    awaitState(ChannelState.CONNECTED);
    assertThat(audited).containsExactly(new ChannelChanged("test", Effect.REPLACED));
  }

  @Test
  void refusesMessagesOnceItIsShut() {
    runner.start();
    awaitState(ChannelState.CONNECTED);
    runner.shut();

    assertThat(receive(contexts.get(0))).isEqualTo(Acceptance.BUSY);
  }

  /** The next attempt; those after it connect. */
  private Attempt once(Attempt next) {
    return () -> {
      attempt = CONNECTED;
      return next.connect();
    };
  }

  private void awaitState(ChannelState state) {
    await().atMost(Duration.ofSeconds(20)).until(() -> runner.status().state() == state);
  }

  private RevocableContext context(RevocableContext.Effects effects) {
    RevocableContext context =
        new RevocableContext(
            "test",
            Path.of("."),
            new ScheduledThreadPoolExecutor(1),
            mock(LentDownloads.class),
            effects);
    contexts.add(context);
    return context;
  }

  private static Acceptance receive(RevocableContext context) {
    Sender sender = new Sender(new Identity("staffId", "42"), "");
    InboundMessage message =
        InboundMessage.builder("m1", Conversation.direct("42"), sender, Instant.EPOCH).build();
    return context.receive(message).toCompletableFuture().join();
  }

  /** The places of a channel, in a store of the test's. */
  private static final class Places implements ConnectionLeases {
    final AtomicInteger given = new AtomicInteger();
    volatile boolean taken;
    volatile boolean silent;

    @Override
    public CompletableFuture<OptionalLong> hold(String channel, int places, Duration lease) {
      if (silent) {
        return new CompletableFuture<>();
      }
      return CompletableFuture.completedFuture(
          taken ? OptionalLong.empty() : OptionalLong.of(System.nanoTime() + lease.toNanos()));
    }

    @Override
    public CompletableFuture<Void> give(String channel) {
      given.incrementAndGet();
      return CompletableFuture.completedFuture(null);
    }
  }

  private interface Attempt {
    Connection connect() throws ChannelException, InterruptedException;
  }

  private final class FakeChannel implements Channel {
    private volatile boolean closed;

    @Override
    public Connection connect() throws ChannelException, InterruptedException {
      attempts.incrementAndGet();
      return attempt.connect();
    }

    @Override
    public Receipt send(OutboundMessage message) {
      return Receipt.withoutId();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
