package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tickets for the WebSocket: each opens one connection within 90 seconds. */
final class Tickets {
  private static final Duration VALIDITY = Duration.ofSeconds(90);

  private record Ticket(Grant grant, Instant expires) {}

  private final Map<String, Ticket> open = new ConcurrentHashMap<>();
  private final List<String> issued = new CopyOnWriteArrayList<>();
  private final Clock clock;

  Tickets(Clock clock) {
    this.clock = clock;
  }

  /** A UUID, because the Java SDK puts it into a URL without encoding it. */
  String issue(Grant grant) {
    String ticket = UUID.randomUUID().toString();
    open.values().removeIf(old -> clock.instant().isAfter(old.expires()));
    open.put(ticket, new Ticket(grant, clock.instant().plus(VALIDITY)));
    issued.add(ticket);
    return ticket;
  }

  /** Also those that were used or are no longer valid. */
  List<String> issued() {
    return List.copyOf(issued);
  }

  Optional<Grant> redeem(String ticket) {
    return Optional.ofNullable(open.remove(ticket))
        .filter(found -> clock.instant().isBefore(found.expires()))
        .map(Ticket::grant);
  }
}
