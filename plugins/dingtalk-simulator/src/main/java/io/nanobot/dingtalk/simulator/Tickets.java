package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Tickets for the WebSocket: each opens one connection within 90 seconds. */
final class Tickets {
  private static final Duration VALIDITY = Duration.ofSeconds(90);

  private record Ticket(Grant grant, Instant expires) {}

  private final Map<String, Ticket> open = new ConcurrentHashMap<>();
  private final Clock clock;

  Tickets(Clock clock) {
    this.clock = clock;
  }

  /** A UUID, because the Java SDK puts it into a URL without encoding it. */
  String issue(Grant grant) {
    String ticket = UUID.randomUUID().toString();
    open.values().removeIf(old -> clock.instant().isAfter(old.expires()));
    open.put(ticket, new Ticket(grant, clock.instant().plus(VALIDITY)));
    return ticket;
  }

  Optional<Grant> redeem(String ticket) {
    return Optional.ofNullable(open.remove(ticket))
        .filter(found -> clock.instant().isBefore(found.expires()))
        .map(Ticket::grant);
  }
}
