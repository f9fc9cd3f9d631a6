package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.RATE_LIMITED;

import io.nanobot.api.channel.ChannelException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets calls wait for their turn instead of being refused. DingTalk counts them by app and
 * endpoint; one governor serves one app.
 */
final class RateGovernor implements AutoCloseable {
  /** What every edition allows: dingtalk-protocol.md 10.1. */
  private static final int CALLS_PER_SECOND = 20;

  private final long origin = System.nanoTime();
  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long addressBlockedUntil;
  private boolean closed;

  /** Where calls go to, and who waits for the next one, in the order in which they came. */
  private record Endpoint(EndpointPace pace, Deque<Turn> waiting) {}

  /**
   * Returns when the call may be made. The turn is to be ended when the call has.
   *
   * @param limit how long it may wait
   */
  Turn awaitTurn(URI address, Duration limit) throws ChannelException, InterruptedException {
    lock.lockInterruptibly();
    try {
      Endpoint endpoint = endpoint(address);
      Turn turn = new Turn(endpoint.pace());
      endpoint.waiting().add(turn);
      try {
        await(turn, endpoint, address, now() + limit.toNanos());
        endpoint.pace().started();
        return turn;
      } finally {
        endpoint.waiting().remove(turn);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(Turn turn, Endpoint endpoint, URI address, long latest)
      throws ChannelException, InterruptedException {
    while (true) {
      if (closed) {
        throw DingTalkErrors.closed();
      }
      long now = now();
      long pausedUntil = Math.max(endpoint.pace().pausedUntil(), addressBlockedUntil);
      if (pausedUntil > latest) {
        throw paused(address, pausedUntil - now);
      }
      boolean first = endpoint.waiting().peek() == turn;
      long start = first ? Math.max(endpoint.pace().turn(now), pausedUntil) : latest;
      if (first && start <= now) {
        return;
      }
      if (now >= latest) {
        throw crowded(address);
      }
      long unused = changed.awaitNanos(Math.min(start, latest) - now);
    }
  }

  private static ChannelException paused(URI address, long nanos) {
    return new ChannelException(
        RATE_LIMITED,
        "DingTalk wants a pause before the next call of " + address.getPath(),
        "Nothing: it is tried again when the pause is over.",
        Optional.of(Duration.ofNanos(nanos)));
  }

  private static ChannelException crowded(URI address) {
    return new ChannelException(
        RATE_LIMITED,
        "So many calls of %s wait that this one did not get its turn".formatted(address.getPath()),
        "Nothing: it is tried again. DingTalk takes %d a second.".formatted(CALLS_PER_SECOND));
  }

  /** DingTalk refused a call because there were too many. */
  void refused(URI address, Duration pause) {
    change(() -> endpoint(address).pace().refused(now(), pause));
  }

  /** DingTalk takes no call at all from this machine for a while. */
  void addressBlocked(Duration pause) {
    change(() -> addressBlockedUntil = now() + pause.toNanos());
  }

  void accepted(URI address) {
    change(() -> endpoint(address).pace().accepted());
  }

  /** Whoever waits sees that it is closed. */
  @Override
  public void close() {
    change(() -> closed = true);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** All session webhooks are one endpoint: what follows the path does not count. */
  private Endpoint endpoint(URI address) {
    return endpoints.computeIfAbsent(
        address.getAuthority() + address.getPath(),
        key -> new Endpoint(new EndpointPace(CALLS_PER_SECOND), new ArrayDeque<>()));
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  /** The right to make one call. */
  final class Turn {
    private final EndpointPace pace;

    private Turn(EndpointPace pace) {
      this.pace = pace;
    }

    /** The call has ended, whatever came of it. */
    void end() {
      change(() -> pace.ended(now()));
    }
  }
}
