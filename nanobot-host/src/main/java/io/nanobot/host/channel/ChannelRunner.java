package io.nanobot.host.channel;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.host.pipeline.Delivery;
import io.nanobot.host.pipeline.FailureText;
import io.nanobot.host.store.ConnectionLeases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Keeps one channel connected: one state machine, on one thread. */
final class ChannelRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChannelRunner.class);
  private static final String GIVEN_UP =
      "this gateway gave its place up, because the message store did not answer in time or another gateway took over.";

  private static final Duration END_OF_THREAD = Duration.ofSeconds(15);

  /** How late it is noticed that another gateway has left. */
  private static final Duration STANDBY = Duration.ofSeconds(2);

  private final BlockingQueue<ChannelException> losses = new LinkedBlockingQueue<>();
  private final ChannelAssembly assembly;
  private final ReconnectPolicy policy;
  private final Clock clock;
  private final Delivery delivery;
  private final ConnectionPlace place;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile Channel sending;
  private volatile ChannelStatus status;
  private volatile Instant lastAlive;

  ChannelRunner(
      ChannelAssembly assembly,
      ReconnectPolicy policy,
      Clock clock,
      ConnectionLeases leases,
      DeliveryFactory deliveries) {
    this.assembly = assembly;
    this.policy = policy;
    this.clock = clock;
    this.delivery = deliveries.create(assembly.name(), () -> Optional.ofNullable(sending));
    this.place =
        new ConnectionPlace(
            assembly.name(),
            assembly.connections(),
            leases,
            () -> losses.add(new ChannelException(ChannelException.Kind.UNAVAILABLE, GIVEN_UP)));
    this.thread = new Thread(this::run, "channel-" + assembly.name());
    thread.setDaemon(true);
    enter(ChannelState.STARTING, "", Optional.empty());
  }

  void start() {
    log.info("Starting {} channel...", assembly.title());
    delivery.start();
    place.start();
    thread.start();
  }

  ChannelStatus status() {
    ChannelStatus current = status;
    return new ChannelStatus(
        current.name(),
        current.type(),
        current.state(),
        current.reason(),
        current.since(),
        current.nextAttempt(),
        Optional.ofNullable(lastAlive));
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
    enter(ChannelState.STOPPED, "", Optional.empty());
    log.info("Stopped {} channel", assembly.title());
  }

  private void run() {
    MDC.put("channel", assembly.name());
    try {
      while (running) {
        runOneChannel();
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    }
  }

  /**
   * Lives with one channel until an attempt to connect fails: the next one gets a fresh channel.
   */
  private void runOneChannel() throws InterruptedException {
    try {
      RevocableContext context =
          assembly.context(
              new RevocableContext.Effects(
                  assembly::receive, losses::add, () -> lastAlive = clock.instant()));
      try (Channel channel = assembly.create(context)) {
        while (true) {
          awaitPlace(channel);
          serve(channel);
        }
      } finally {
        sending = null;
        context.revoke();
      }
    } catch (ChannelException e) {
      place.give(); // another gateway may be able to connect
      pause(e, policy.afterFailure(e));
    } catch (PlaceLost e) {
      log.warn("{} channel is not connected: {}", assembly.title(), GIVEN_UP);
    } catch (RuntimeException | Error e) {
      log.error("A fault of the host", e);
      ChannelException fault =
          new ChannelException(ChannelException.Kind.UNAVAILABLE, "A fault of the host: " + e);
      pause(fault, policy.afterFailure(fault));
    }
  }

  /** Waits until this gateway may connect. Some channels can send meanwhile. */
  private void awaitPlace(Channel channel) throws InterruptedException {
    while (!place.isHeld() && !place.take()) {
      if (status.state() != ChannelState.STANDBY) {
        enter(ChannelState.STANDBY, "another gateway holds the connection", Optional.empty());
        log.info("{} channel stands by: another gateway holds the connection", assembly.title());
        if (channel.sendsWithoutConnection()) {
          sending = channel;
          delivery.resume();
        }
      }
      Thread.sleep(STANDBY.toMillis());
    }
  }

  /** Connects, and returns when the connection was lost and it is time for the next. */
  private void serve(Channel channel) throws ChannelException, PlaceLost, InterruptedException {
    losses.clear();
    requirePlace();
    Connection connection = channel.connect();
    Instant since = clock.instant();
    sending = channel;
    enter(ChannelState.CONNECTED, "", Optional.empty());
    log.info("{} channel connected via {}", assembly.title(), connection.transport());
    delivery.resume();
    ChannelException cause = losses.take();
    sending = null;
    requirePlace();
    pause(cause, policy.afterLoss(cause, Duration.between(since, clock.instant())));
  }

  /** What is connected without a place has to be closed. */
  private void requirePlace() throws PlaceLost {
    if (!place.isHeld()) {
      throw new PlaceLost();
    }
  }

  private void pause(ChannelException cause, Duration pause) throws InterruptedException {
    String reason = FailureText.of(cause);
    Optional<Instant> next = Optional.of(clock.instant().plus(pause));
    if (ReconnectPolicy.needsAttention(cause.kind())) {
      enter(ChannelState.FAILED, reason, next);
      log.error(
          "Failed to start channel {}: {} (next attempt in {} s)",
          assembly.name(),
          reason,
          pause.toSeconds());
    } else {
      enter(ChannelState.BACKING_OFF, reason, next);
      log.warn(
          "{} channel is not connected: {} (next attempt in {} s)",
          assembly.title(),
          reason,
          String.format("%.1f", pause.toMillis() / 1000.0));
    }
    Thread.sleep(pause.toMillis());
  }

  private synchronized void enter(ChannelState state, String reason, Optional<Instant> next) {
    if (status != null && status.state() == ChannelState.STOPPED) {
      return; // a thread that did not end in time has nothing to say any more
    }
    status =
        new ChannelStatus(
            assembly.name(),
            assembly.type(),
            state,
            reason,
            clock.instant(),
            next,
            Optional.empty());
  }

  /** Another gateway may be connected now. */
  private static final class PlaceLost extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
