package io.nanobot.host.security;

import io.nanobot.host.store.RecentlyUsed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How often something may happen within some time, for each key on its own. Remembers a bounded
 * number of keys, those that were asked for last. Any thread.
 */
final class Quota<K> {
  private static final class Use {
    private Instant since;
    private int times;
    private long refused;
  }

  private final int times;
  private final Duration period;
  private final Clock clock;
  private final Map<K, Use> uses;

  Quota(int times, Duration period, int remembered, Clock clock) {
    this.times = times;
    this.period = period;
    this.clock = clock;
    this.uses = new RecentlyUsed<>(remembered);
  }

  /**
   * Takes one.
   *
   * @return empty if there is none left; else how often that was so since one was taken last
   */
  synchronized OptionalLong take(K key) {
    Instant now = clock.instant();
    Use use = uses.computeIfAbsent(key, any -> new Use());
    // A time in the future is one before the clock was set back.
    if (use.since == null || now.isBefore(use.since) || !now.isBefore(use.since.plus(period))) {
      use.since = now;
      use.times = 0;
    }
    if (use.times >= times) {
      use.refused++;
      return OptionalLong.empty();
    }
    use.times++;
    long refused = use.refused;
    use.refused = 0;
    return OptionalLong.of(refused);
  }

  /** Gives one back that was of no use. */
  synchronized void giveBack(K key) {
    Use use = uses.get(key);
    if (use != null && use.times > 0) {
      use.times--;
    }
  }
}
