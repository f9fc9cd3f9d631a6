package io.nanobot.dingtalk.simulator;

import io.nanobot.dingtalk.simulator.wire.HttpExchange;
import io.nanobot.dingtalk.simulator.wire.HttpResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import tools.jackson.databind.JsonNode;

/** The open Stream connections. */
final class Links {
  private final List<Link> open = new CopyOnWriteArrayList<>();
  private final Random random = new Random();
  private final Settings settings;
  private final Tickets tickets;
  private final Faults faults;
  private final Changes changes;
  private final Threads threads;

  Links(Settings settings, Tickets tickets, Faults faults, Changes changes, Threads threads) {
    this.settings = settings;
    this.tickets = tickets;
    this.faults = faults;
    this.changes = changes;
    this.threads = threads;
  }

  void startPings() {
    threads.every(settings.pingEvery(), this::pingAll);
  }

  /**
   * Serves one WebSocket from its handshake to its end; returns the status of the handshake at once
   * through {@code answered}.
   */
  void serve(HttpExchange exchange, IntConsumer answered, Consumer<JsonNode> onText)
      throws IOException {
    Optional<Grant> grant = exchange.request().query("ticket").flatMap(tickets::redeem);
    int refusal = refusal(exchange, grant);
    if (refusal != 0) {
      answered.accept(refusal);
      exchange.respond(HttpResponse.json(refusal, Json.object().put("code", "handshakeRefused")));
      return;
    }
    faults.delay(Fault.HANDSHAKE_SLOW);
    answered.accept(101);
    Link link =
        new Link(
            UUID.randomUUID().toString(),
            grant.orElseThrow(),
            exchange.secure(),
            exchange.upgrade(),
            faults);
    live(link, onText);
  }

  private int refusal(HttpExchange exchange, Optional<Grant> grant) {
    if (!exchange.request().isWebSocketUpgrade()) {
      return 400;
    }
    if (grant.isEmpty()) {
      return 401;
    }
    return faults.strikes(Fault.HANDSHAKE_REFUSED) ? 403 : 0;
  }

  private void live(Link link, Consumer<JsonNode> onText) {
    threads.execute(link::writeUntilEnd);
    if (settings.announcesConnections()) {
      system(link, "CONNECTED", Json.object());
      system(link, "REGISTERED", Json.object());
    }
    open.add(link);
    changes.announce();
    try {
      link.readUntilEnd(onText);
    } finally {
      open.remove(link);
      changes.announce();
    }
  }

  /** As the platform does: any of those that have subscribed, by chance. */
  Optional<Link> pick(App app, String topic) {
    List<Link> candidates = open.stream().filter(link -> link.takes(app, topic)).toList();
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.get(random.nextInt(candidates.size())));
  }

  List<Connection> snapshot() {
    return open.stream().map(Link::snapshot).toList();
  }

  long usable() {
    return open.stream().filter(link -> !link.leaving()).count();
  }

  List<Link> all() {
    return List.copyOf(open);
  }

  /** Tells the client to move to a new connection, and closes this one after the grace time. */
  void rotate(Link link) {
    link.leave();
    system(link, "disconnect", Json.object().put("reason", "connection is expired"));
    threads.after(settings.rotationGrace(), link::close);
    changes.announce();
  }

  /**
   * Breaks a link; from now on nothing is pushed to it, even while its threads are still ending.
   */
  void drop(Link link) {
    link.leave();
    link.reset();
    changes.announce();
  }

  private void pingAll() {
    if (!faults.isOn(Fault.ZOMBIE_LINKS)) {
      open.forEach(
          link -> system(link, "ping", Json.object().put("opaque", UUID.randomUUID().toString())));
    }
  }

  private void system(Link link, String topic, JsonNode data) {
    Clock clock = settings.clock();
    link.send(StreamFrame.system(link, topic, data, clock.instant()));
  }
}
