package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import io.nanobot.host.HostVersion;
import io.nanobot.host.agent.AgentBindings;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What people are told about the gateway that they talk to. */
public final class GatewayState {
  private final HostVersion version;
  private final AgentBindings bindings;
  private final RunningTurns turns;
  private final MessageStore store;
  private final Clock clock;
  private final Instant startedAt;

  @Inject
  public GatewayState(
      HostVersion version,
      AgentBindings bindings,
      RunningTurns turns,
      MessageStore store,
      Clock clock) {
    this.version = version;
    this.bindings = bindings;
    this.turns = turns;
    this.store = store;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  String markdown(Turn turn) {
    String agent =
        bindings.of(turn.channel(), turn.message().conversation(), turn.principal()).agent();
    return """
        🐈 nanobot v%s
        🧠 Agent: %s
        💬 Session: %s
        ⏱ Uptime: %s
        ⚡ Tasks: %d running, %d waiting or running"""
        .formatted(
            version.text(),
            agent,
            turn.session(),
            uptime(Duration.between(startedAt, clock.instant())),
            turns.count(),
            store.pending(Queue.INBOX))
        .replace("\n", "  \n"); // lines stay lines in Markdown
  }

  private static String uptime(Duration time) {
    return time.toDays() > 0
        ? "%dd %dh".formatted(time.toDays(), time.toHoursPart())
        : "%dh %dm %ds".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
