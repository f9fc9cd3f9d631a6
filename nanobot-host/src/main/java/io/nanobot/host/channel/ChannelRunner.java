package io.nanobot.host.channel;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Connection;
import io.nanobot.host.pipeline.Delivery;
import io.nanobot.host.pipeline.FailureText;
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
  private static final Duration END_OF_THREAD = Duration.ofSeconds(15);

  private final ChannelAssembly assembly;
  private final ReconnectPolicy policy;
  private final Clock clock;
  private final Delivery delivery;
  private final Thread thread;
  private final BlockingQueue<ChannelException> losses = new LinkedBlockingQueue<>();
  private volatile boolean running = true;
  private volatile Channel connected;
  private volatile ChannelStatus status;
  private volatile Instant lastAlive;

  ChannelRunner(
      ChannelAssembly assembly, ReconnectPolicy policy, Clock clock, DeliveryFactory deliveries) {
    this.assembly = assembly;
    this.policy = policy;
    this.clock = clock;
    this.delivery = deliveries.create(assembly.name(), () -> Optional.ofNullable(connected));
    this.thread = new Thread(this::run, "channel-" + assembly.name());
    thread.setDaemon(true);
    enter(ChannelState.STARTING, "", Optional.empty());
  }

  void start() {
    log.info("Starting {} channel...", assembly.title());
    delivery.start();
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
          serve(channel);
        }
      } finally {
        connected = null;
        context.revoke();
      }
    } catch (ChannelException e) {
      pause(e, policy.afterFailure(e));
    } catch (RuntimeException | Error e) {
      log.error("A fault of the host", e);
      ChannelException fault =
          new ChannelException(ChannelException.Kind.UNAVAILABLE, "A fault of the host: " + e);
      pause(fault, policy.afterFailure(fault));
    }
  }

  /** Connects, and returns when the connection was lost and it is time for the next. */
  private void serve(Channel channel) throws ChannelException, InterruptedException {
    losses.clear();
    Connection connection = channel.connect();
    Instant since = clock.instant();
    connected = channel;
    enter(ChannelState.CONNECTED, "", Optional.empty());
    log.info("{} channel connected via {}", assembly.title(), connection.transport());
    delivery.resume();
    ChannelException cause = losses.take();
    connected = null;
    pause(cause, policy.afterLoss(cause, Duration.between(since, clock.instant())));
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
}
