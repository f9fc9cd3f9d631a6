package io.nanobot.host.channel;

import io.nanobot.api.channel.Acceptance;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.pipeline.Delivery;
import io.nanobot.host.pipeline.Entrance;
import io.nanobot.host.pipeline.FailureText;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.ChannelChanged;
import io.nanobot.host.security.audit.AuditEvent.ChannelChanged.Effect;
import io.nanobot.host.store.ConnectionLeases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Keeps one channel connected: one state machine, on one thread. The plugin's channel may be
 * replaced by one with other settings; delivery, place and queue stay the same.
 */
final class ChannelRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChannelRunner.class);
  private static final String GIVEN_UP =
      "this gateway gave its place up, because the message store did not answer in time or another gateway took over.";

  private static final Duration END_OF_THREAD = Duration.ofSeconds(15);

  /** How late it is noticed that another gateway has left. */
  private static final Duration STANDBY = Duration.ofSeconds(2);

  /** How long sends that were begun are waited for before their channel is replaced. */
  private static final Duration LAST_SENDS = Duration.ofSeconds(15);

  /** How long other settings rest whose platform could not be reached. */
  private static final Duration TRIED_AGAIN = Duration.ofSeconds(30);

  private final Assemblies assemblies;
  private final ReconnectPolicy policy;
  private final Clock clock;
  private final Audit audit;
  private final Delivery delivery;
  private final ConnectionPlace place;
  private final CurrentStatus status;
  private final Bell bell = new Bell();
  private final String title;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile boolean open = true;
  private volatile ChannelSection section;
  private volatile Entrance entrance;
  private volatile LiveChannel sending;
  private volatile String remark = "";
  private LiveChannel live; // of the thread
  private Instant connectedSince; // of the thread

  ChannelRunner(
      ChannelAssembly assembly,
      Entrance entrance,
      ReconnectPolicy policy,
      Clock clock,
      Audit audit,
      ConnectionLeases leases,
      DeliveryFactory deliveries) {
    this.assemblies = new Assemblies(assembly);
    this.section = assembly.section();
    this.entrance = entrance;
    this.policy = policy;
    this.clock = clock;
    this.audit = audit;
    this.title = assembly.title();
    this.delivery = deliveries.create(assembly.name(), () -> Optional.ofNullable(sending));
    this.place = new ConnectionPlace(assembly.name(), assembly.connections(), leases, bell::ring);
    this.status = new CurrentStatus(assembly, clock);
    this.thread = new Thread(this::run, "channel-" + assembly.name());
    thread.setDaemon(true);
  }

  void start() {
    log.info("Starting {} channel...", title);
    delivery.start();
    place.start();
    thread.start();
  }

  ChannelStatus status() {
    return status.get();
  }

  /** How it runs: with the access rules that count, and the settings that work. */
  ChannelSection section() {
    return section.withSettingsOf(assemblies.running().section());
  }

  /**
   * Has it run in another way. Access rules count from the next message. Other settings of the
   * plugin replace the channel, once it is known that they work.
   */
  void change(ChannelAssembly next, Entrance nextEntrance) {
    entrance = nextEntrance;
    section = next.section();
    place.allow(next.connections());
    if (!assemblies.want(next)) {
      say("");
    }
    bell.ring();
  }

  /** Lets nothing in any more. */
  void shut() {
    open = false;
  }

  /** Sends what still waits; a channel that can not work is not waited for. */
  void drain(Duration limit) throws InterruptedException {
    delivery.drain(status.state() == ChannelState.FAILED ? Duration.ZERO : limit);
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
    delivery.close();
    try {
      thread.join(END_OF_THREAD.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    place.close();
    status.enter(ChannelState.STOPPED, "", Optional.empty());
    log.info("Stopped {} channel", title);
  }

  private void run() {
    MDC.put("channel", name());
    try {
      while (running) {
        runOneChannel();
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    }
  }

  /**
   * Lives with one channel until an attempt to connect fails, or it is to be made anew: what comes
   * next gets a fresh channel.
   */
  private void runOneChannel() throws InterruptedException {
    ChannelAssembly assembly = assemblies.adopt(assemblies.wanted());
    try {
      live = make(assembly);
      try {
        boolean same = true;
        while (same) {
          same = awaitPlace() && serve();
        }
        sending = null;
        live.awaitIdle(LAST_SENDS);
      } finally {
        sending = null;
        live.close();
      }
    } catch (ChannelException e) {
      if (ReconnectPolicy.needsAttention(e.kind()) && assemblies.fallBack()) {
        keep(e);
        return;
      }
      place.give(); // another gateway may be able to connect
      pause(e, policy.afterFailure(e));
    } catch (PlaceLost e) {
      log.warn("{} channel is not connected: {}", title, GIVEN_UP);
    } catch (RuntimeException | Error e) {
      log.error("A fault of the host", e);
      ChannelException fault =
          new ChannelException(ChannelException.Kind.UNAVAILABLE, "A fault of the host: " + e);
      pause(fault, policy.afterFailure(fault));
    }
  }

  private LiveChannel make(ChannelAssembly assembly) throws ChannelException, InterruptedException {
    return LiveChannel.of(assembly, message -> receive(assembly, message), status::alive, bell);
  }

  private CompletionStage<Acceptance> receive(ChannelAssembly assembly, InboundMessage message) {
    return open
        ? assembly.receive(entrance, message)
        : CompletableFuture.completedStage(Acceptance.BUSY);
  }

  /**
   * Waits until this gateway may connect. Some channels can send meanwhile. Returns false if other
   * settings are wanted first.
   */
  private boolean awaitPlace() throws InterruptedException {
    while (!place.isHeld() && !place.take()) {
      if (status.state() != ChannelState.STANDBY) {
        status.enter(
            ChannelState.STANDBY, "another gateway holds the connection", Optional.empty());
        log.info("{} channel stands by: another gateway holds the connection", title);
        if (live.sendsWithoutConnection()) {
          sending = live;
          delivery.resume();
        }
      }
      if (bell.await(assemblies::isChanged, STANDBY)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Connects, and returns when the connection was lost and it is time for the next. Returns false
   * if that is to be made by another channel.
   */
  private boolean serve() throws ChannelException, PlaceLost, InterruptedException {
    requirePlace();
    Connection connection = live.connect();
    log.info("{} channel connected via {}", title, connection.transport());
    connected();
    delivery.resume();
    Optional<ChannelException> cause = stayConnected();
    if (cause.isEmpty()) {
      return false;
    }
    sending = null;
    Duration lasted = Duration.between(connectedSince, clock.instant());
    pause(cause.get(), policy.afterLoss(cause.get(), lasted));
    return !assemblies.isChanged();
  }

  private void connected() {
    connectedSince = clock.instant();
    sending = live;
    if (assemblies.prove()) {
      remark = "";
      log.info("{} channel works with its changed settings", title);
      audit.record(new ChannelChanged(name(), Effect.REPLACED));
    }
    status.enter(ChannelState.CONNECTED, remark, Optional.empty());
  }

  /** Returns why the connection was lost; empty if other settings need a channel made anew. */
  private Optional<ChannelException> stayConnected() throws PlaceLost, InterruptedException {
    while (true) {
      bell.await(() -> isOver() || assemblies.isChanged());
      requirePlace();
      if (live.lossCause().isPresent()) {
        return live.lossCause();
      }
      ChannelAssembly next = assemblies.wanted();
      if (assemblies.isChanged() && !next.canOverlap()) {
        log.info("{} channel is made anew with its changed settings", title);
        return Optional.empty();
      }
      if (assemblies.isChanged()) {
        replaceBy(next);
      }
    }
  }

  private boolean isOver() {
    return live.lossCause().isPresent() || !place.isHeld();
  }

  /** Connects with other settings before the connection with the earlier ones goes. */
  private void replaceBy(ChannelAssembly next) throws InterruptedException {
    LiveChannel fresh;
    try {
      fresh = connect(next);
    } catch (ChannelException e) {
      notReplaced(next, e);
      return;
    }
    LiveChannel old = live;
    live = fresh;
    assemblies.adopt(next);
    connected();
    try {
      old.awaitIdle(LAST_SENDS);
    } finally {
      old.close();
    }
  }

  private LiveChannel connect(ChannelAssembly assembly)
      throws ChannelException, InterruptedException {
    LiveChannel fresh = make(assembly);
    boolean connected = false;
    try {
      fresh.connect();
      connected = true;
      return fresh;
    } finally {
      if (!connected) {
        fresh.close();
      }
    }
  }

  private void notReplaced(ChannelAssembly next, ChannelException cause)
      throws InterruptedException {
    if (ReconnectPolicy.needsAttention(cause.kind())) {
      assemblies.refuse(next);
      keep(cause);
      return;
    }
    log.warn(
        "{} channel goes on with its earlier settings: with the changed ones it does not connect, which is tried again: {}",
        title,
        FailureText.of(cause));
    Duration rest =
        cause.retryAfter().filter(it -> it.compareTo(TRIED_AGAIN) > 0).orElse(TRIED_AGAIN);
    bell.await(() -> isOver() || !assemblies.isWanted(next), rest);
  }

  /** What works is kept, and whoever has changed the configuration hears of it. */
  private void keep(ChannelException cause) {
    String reason = FailureText.of(cause);
    log.error(
        "The changed settings of channel {} do not work, so it goes on with the earlier ones: {} Correct the configuration; the next change of the file is tried again.",
        name(),
        reason);
    audit.record(new ChannelChanged(name(), Effect.KEPT));
    say("The changed settings do not work, the earlier ones are used: " + reason);
  }

  private void say(String words) {
    remark = words;
    if (status.state() == ChannelState.CONNECTED) {
      status.remark(words);
    }
  }

  /** What is connected without a place has to be closed. */
  private void requirePlace() throws PlaceLost {
    if (!place.isHeld()) {
      throw new PlaceLost();
    }
  }

  /** Waits, unless other settings are wanted. */
  private void pause(ChannelException cause, Duration pause) throws InterruptedException {
    String reason = FailureText.of(cause);
    Optional<Instant> next = Optional.of(clock.instant().plus(pause));
    if (ReconnectPolicy.needsAttention(cause.kind())) {
      status.enter(ChannelState.FAILED, reason, next);
      log.error(
          "Failed to start channel {}: {} (next attempt in {} s)",
          name(),
          reason,
          pause.toSeconds());
    } else {
      status.enter(ChannelState.BACKING_OFF, reason, next);
      log.warn(
          "{} channel is not connected: {} (next attempt in {} s)",
          title,
          reason,
          String.format("%.1f", pause.toMillis() / 1000.0));
    }
    bell.await(assemblies::isChanged, pause);
  }

  private String name() {
    return assemblies.running().name();
  }

  /** Another gateway may be connected now. */
  private static final class PlaceLost extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
