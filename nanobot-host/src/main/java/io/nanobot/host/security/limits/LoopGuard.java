package io.nanobot.host.security.limits;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Notices when two bots answer each other, and stays silent for a while then. Any thread. */
final class LoopGuard {
  static final Duration WINDOW = Duration.ofSeconds(60);
  static final Duration PAUSE = Duration.ofSeconds(60);

  private final int messages;
  private final TimeMeter clock;
  private final Deque<Long> recent = new ArrayDeque<>();
  private long pausedUntil = Long.MIN_VALUE;

  LoopGuard(int messages, TimeMeter clock) {
    this.messages = messages;
    this.clock = clock;
  }

  synchronized Rate.Outcome one() {
    long now = clock.currentTimeNanos();
    if (now < pausedUntil) {
      return Rate.Outcome.STILL_BEYOND;
    }
    while (!recent.isEmpty() && recent.peekFirst() <= now - WINDOW.toNanos()) {
      recent.removeFirst();
    }
    if (recent.size() + 1 == messages) {
      recent.clear();
      pausedUntil = now + PAUSE.toNanos();
      return Rate.Outcome.BEYOND;
    }
    recent.addLast(now);
    return Rate.Outcome.WITHIN;
  }
}
