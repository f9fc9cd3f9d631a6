package io.nanobot.dingtalk.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How many calls each endpoint gets in a second. */
final class CallRate {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Map<String, Deque<Long>> latest = new HashMap<>();

  /** Counts a call, unless there were as many as are allowed within the second before it. */
  synchronized boolean admits(String endpoint, int perSecond) {
    Deque<Long> calls = latest.computeIfAbsent(endpoint, key -> new ArrayDeque<>());
    long now = System.nanoTime();
    while (!calls.isEmpty() && now - calls.peek() >= SECOND) {
      calls.remove();
    }
    return calls.size() < perSecond && calls.add(now);
  }
}
