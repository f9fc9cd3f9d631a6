package io.nanobot.host.channel;

import io.nanobot.host.store.ConnectionLeases;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This gateway's place among those that are connected for a channel. A timer keeps it; when it can
 * not be kept in time, it is given up before another gateway can have it.
 */
final class ConnectionPlace implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ConnectionPlace.class);

  /** With the time that others take to look for it, less than 15 seconds. */
  static final Duration LEASE = Duration.ofSeconds(9);

  private static final Duration PERIOD = LEASE.dividedBy(9);
  private static final Duration RENEWED_AT = LEASE.multipliedBy(2).dividedBy(3);

  private final String channel;
  private final ConnectionLeases leases;
  private final Runnable onLoss;
  private final Thread thread;
  private volatile int places;
  private volatile boolean held;
  private volatile long until;

  /**
   * Nothing is held until it is taken.
   *
   * @param places how many gateways may be connected at once
   * @param onLoss what is done when the place is lost; must return at once
   */
  ConnectionPlace(String channel, int places, ConnectionLeases leases, Runnable onLoss) {
    this.channel = channel;
    this.places = places;
    this.leases = leases;
    this.onLoss = onLoss;
    this.thread = new Thread(this::keepUntilClosed, "place-" + channel);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** From now on so many gateways may be connected at once. */
  void allow(int number) {
    places = number;
  }

  /** Takes a place if there is one. */
  boolean take() throws InterruptedException {
    try {
      OptionalLong taken =
          leases.hold(channel, places, LEASE).get(LEASE.toMillis(), TimeUnit.MILLISECONDS);
      taken.ifPresent(end -> until = end);
      held = taken.isPresent() && isHeldFor(PERIOD);
    } catch (ExecutionException | TimeoutException e) {
      log.debug("No place was taken", e); // the store tells by itself that it does not work
      held = false;
    }
    return held;
  }

  boolean isHeld() {
    return held;
  }

  /** Leaves it to others. */
  void give() {
    if (held) {
      held = false;
      var unused = leases.give(channel);
    }
  }

  @Override
  public void close() {
    give();
    thread.interrupt();
  }

  private void keepUntilClosed() {
    try {
      while (true) {
        Thread.sleep(PERIOD.toMillis());
        if (held) {
          keep();
        }
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    }
  }

  private void keep() {
    if (!isHeldFor(PERIOD.multipliedBy(2))) {
      lose();
    } else if (!isHeldFor(RENEWED_AT)) {
      var unused = leases.hold(channel, places, LEASE).whenComplete(this::kept);
    }
  }

  private void kept(OptionalLong end, Throwable failure) {
    if (failure != null) {
      return; // a place that is not kept is lost by itself
    }
    if (held) {
      end.ifPresentOrElse(time -> until = time, this::lose);
    } else {
      var unused = leases.give(channel); // it was given while this was on its way
    }
  }

  private void lose() {
    if (held) {
      held = false;
      onLoss.run();
    }
  }

  private boolean isHeldFor(Duration time) {
    return until - System.nanoTime() > time.toNanos();
  }
}
