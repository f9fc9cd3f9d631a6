package io.nanobot.host.security;

import io.nanobot.host.store.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator who is refused; of the same person for the same reason not all the time. */
final class Refusals {
  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int REMEMBERED = 10_000;

  /** All whose IDs are too odd to be remembered count as one. */
  private record Key(String channel, Optional<Person> person, Decision decision) {}

  private final Quota<Key> quota;

  Refusals(Clock clock) {
    this.quota = new Quota<>(1, EVERY, REMEMBERED, clock);
  }

  void tell(Refusal refusal) {
    Optional<Person> person = Person.of(refusal.channel(), refusal.message().sender().identity());
    OptionalLong untold = quota.take(new Key(refusal.channel(), person, refusal.decision()));
    if (untold.isEmpty()) {
      if (log.isDebugEnabled()) {
        log.debug("{}", refusal.sentence());
      }
    } else if (untold.getAsLong() == 0) {
      log.warn("{}", refusal.sentence());
    } else {
      log.warn(
          "{} ({} more times since this was said last)", refusal.sentence(), untold.getAsLong());
    }
  }
}
