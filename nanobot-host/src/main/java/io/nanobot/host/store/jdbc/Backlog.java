package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Queue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much waits in each queue: counted now and then, and reckoned in between. */
final class Backlog {
  private final Map<Queue, Long> waiting = new ConcurrentHashMap<>();

  /** Never less than 0: what others have done since the last count is not known. */
  long of(Queue queue) {
    return Math.max(0, waiting.getOrDefault(queue, 0L));
  }

  long total() {
    return waiting.values().stream().mapToLong(count -> Math.max(0, count)).sum();
  }

  void add(Map<Queue, Long> changes) {
    changes.forEach((queue, change) -> waiting.merge(queue, change, Long::sum));
  }

  void set(Map<Queue, Long> counted) {
    waiting.keySet().retainAll(counted.keySet());
    waiting.putAll(counted);
  }
}
