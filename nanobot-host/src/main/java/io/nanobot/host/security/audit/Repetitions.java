package io.nanobot.host.security.audit;

import io.nanobot.host.security.audit.AuditEvent.Repeatable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps somebody who writes all the time from filling the log: of equal events the first goes on at
 * once, and those of the following minute as one, with their number. Not thread-safe.
 */
final class Repetitions {
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final class Counted {
    private final Instant since;
    private Stamped last;
    private long times;

    private Counted(Instant since) {
      this.since = since;
    }

    private Repeatable event() {
      return (Repeatable) last.event();
    }
  }

  /** The longest known first. */
  private final Map<Repeatable, Counted> known = new LinkedHashMap<>();

  private final int remembered;
  private final Consumer<Stamped> next;

  /**
   * Prepares it.
   *
   * @param remembered how many events at most; of more, the longest known are forgotten
   * @param next where the events go on
   */
  Repetitions(int remembered, Consumer<Stamped> next) {
    this.remembered = remembered;
    this.next = next;
  }

  void accept(Stamped stamped) {
    if (!(stamped.event() instanceof Repeatable event)) {
      next.accept(stamped);
      return;
    }
    pass(stamped.time());
    Counted counted = known.get(event.kindOf());
    if (counted == null) {
      known.put(event.kindOf(), new Counted(stamped.time()));
      next.accept(stamped);
      if (known.size() > remembered) {
        tell(removeFirst());
      }
    } else {
      counted.last = stamped;
      counted.times += event.times();
    }
  }

  /** Tells of those whose minute is over. */
  void pass(Instant now) {
    while (!known.isEmpty() && isOver(known.values().iterator().next(), now)) {
      Counted counted = removeFirst();
      if (counted.times > 0) {
        known.put(counted.event().kindOf(), new Counted(now));
        tell(counted);
      }
    }
  }

  /** Tells of all. */
  void end() {
    while (!known.isEmpty()) {
      tell(removeFirst());
    }
  }

  /** A beginning in the future is one before the clock was set back. */
  private static boolean isOver(Counted counted, Instant now) {
    return now.isBefore(counted.since) || !now.isBefore(counted.since.plus(WINDOW));
  }

  private Counted removeFirst() {
    Repeatable first = known.keySet().iterator().next();
    return known.remove(first);
  }

  private void tell(Counted counted) {
    if (counted.times > 0) {
      next.accept(new Stamped(counted.last.time(), counted.event().times(counted.times)));
    }
  }
}
