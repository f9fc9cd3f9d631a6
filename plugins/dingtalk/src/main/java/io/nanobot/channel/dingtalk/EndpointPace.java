package io.nanobot.channel.dingtalk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When calls to one endpoint may start: at most so many reach DingTalk in any second, and none
 * during a pause. When a call arrives there is not known, only that it is between its start and its
 * end; so a call counts until a second after its end. Pure arithmetic over nanoseconds since some
 * origin; not thread-safe.
 */
final class EndpointPace {
  /** A call has to end first. */
  static final long UNKNOWN = Long.MAX_VALUE;

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration LONGEST_DOUBLED_PAUSE = Duration.ofSeconds(60);

  private final int callsPerSecond;

  /** When the calls of the last second ended. */
  private final Deque<Long> ends = new ArrayDeque<>();

  private int underWay;
  private long pausedUntil;
  private int refusals;

  EndpointPace(int callsPerSecond) {
    this.callsPerSecond = callsPerSecond;
  }

  /** When the next call may start, as far as that can be told. */
  long turn(long now) {
    while (!ends.isEmpty() && ends.peek() + SECOND <= now) {
      ends.remove();
    }
    long earliest = Math.max(now, pausedUntil);
    if (underWay + ends.size() < callsPerSecond) {
      return earliest;
    }
    return ends.isEmpty() ? UNKNOWN : Math.max(earliest, ends.peek() + SECOND);
  }

  void started() {
    underWay++;
  }

  void ended(long now) {
    underWay--;
    ends.add(now);
  }

  long pausedUntil() {
    return pausedUntil;
  }

  /**
   * DingTalk refused a call for being too fast. A refusal right after a pause makes the next one
   * longer; calls that were under way when the pause began are no further refusals.
   */
  void refused(long now, Duration pause) {
    if (now >= pausedUntil) {
      refusals++;
    }
    long doubled = pause.toNanos() << Math.max(0, Math.min(refusals - 1, 6));
    long longest = Math.max(pause.toNanos(), LONGEST_DOUBLED_PAUSE.toNanos());
    pausedUntil = Math.max(pausedUntil, now + Math.min(doubled, longest));
  }

  void accepted() {
    refusals = 0;
  }
}
