package io.nanobot.host.pipeline;

import io.nanobot.host.store.Lease;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A lane that this process works on, and the worker that may be called off. */
final class HeldLane {
  private volatile Lease lease;
  private volatile long since = System.nanoTime();
  private volatile boolean lost;
  private Thread handling;
  private long position;
  private boolean stopped;
  private boolean settling;
  private boolean left;

  HeldLane(Lease lease) {
    this.lease = lease;
  }

  Lease lease() {
    return lease;
  }

  /** Whether nobody else can be at work on the lane within that time. */
  boolean isHeldFor(Duration time) {
    return !lost && lease.isHeldFor(time);
  }

  boolean isOlderThan(Duration age) {
    return System.nanoTime() - since > age.toNanos();
  }

  /** Puts a newer lease in the place of the one that was renewed, if that is still the one. */
  synchronized void renewed(Lease old, Lease newer) {
    if (lease.equals(old)) {
      renewed(newer);
    }
  }

  private void renewed(Lease newer) {
    lease = newer;
    since = System.nanoTime();
  }

  /**
   * Goes on with a newer lease of the same lane; false if the worker has done what it had in hand:
   * the newer lease may be about something else.
   */
  synchronized boolean adopt(Lease newer) {
    if (settling || left || lost) {
      return false;
    }
    renewed(newer);
    return true;
  }

  synchronized void leave() {
    left = true;
  }

  synchronized void beginHandling(long first) throws InterruptedException {
    if (lost) {
      throw new InterruptedException("the lease was lost");
    }
    settling = false;
    stopped = false;
    position = first;
    handling = Thread.currentThread();
  }

  /** An interruption that came too late is forgotten: it was meant for the handler. */
  synchronized void endHandling() {
    handling = null;
    settling = true;
    if (lost || stopped) {
      Thread.interrupted();
    }
  }

  /** Whether nobody wants the outcome of what is being handled any more. */
  synchronized boolean isStopped() {
    return stopped;
  }

  /**
   * Whoever handles that message is interrupted, and nobody who handles another one.
   *
   * <p>Once: what the handler does about it must not be interrupted again.
   *
   * @param interrupted tells the handler, and returns whether that has interrupted it
   */
  synchronized void stop(long unwanted, BooleanSupplier interrupted) {
    if (handling != null && position == unwanted && !stopped) {
      stopped = true;
      if (!interrupted.getAsBoolean()) {
        handling.interrupt();
      }
    }
  }

  /**
   * The lane is not ours any more: whoever handles a message of it is interrupted. Returns whether
   * that is news.
   */
  synchronized boolean lose() {
    if (lost || left) {
      return false;
    }
    lost = true;
    if (handling != null) {
      handling.interrupt();
    }
    return true;
  }
}
