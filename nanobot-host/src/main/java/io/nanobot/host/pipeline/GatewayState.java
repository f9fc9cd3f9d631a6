package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import io.nanobot.host.HostVersion;
import io.nanobot.host.agent.AgentChoice;
import io.nanobot.host.agent.Answering;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What people are told about the gateway that they talk to, in the Python nanobot's words. */
public final class GatewayState {
  private static final String NEXT_LINE = "  \n"; // lines stay lines in Markdown

  private final HostVersion version;
  private final AgentChoice agents;
  private final Conversations conversations;
  private final RunningTurns turns;
  private final MessageStore store;
  private final Clock clock;
  private final Instant startedAt;

  @Inject
  public GatewayState(
      HostVersion version,
      AgentChoice agents,
      Conversations conversations,
      RunningTurns turns,
      MessageStore store,
      Clock clock) {
    this.version = version;
    this.agents = agents;
    this.conversations = conversations;
    this.turns = turns;
    this.store = store;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  /** Completes also while the store does not work. */
  CompletableFuture<String> markdown(Turn turn) {
    return conversations
        .extent(turn.session())
        .thenApply(
            extent ->
                List.of(
                    "📚 Context: " + context(extent),
                    "💬 Session: %d messages (%s)".formatted(extent.messages(), turn.session())))
        .exceptionally(failure -> List.of("💬 Session: " + turn.session()))
        .thenApply(session -> markdown(turn, session));
  }

  private String markdown(Turn turn, List<String> session) {
    return String.join(
        NEXT_LINE,
        "🐈 nanobot v" + version.text(),
        "🧠 " + brain(agents.of(turn)),
        String.join(NEXT_LINE, session),
        "⏱ Uptime: " + uptime(Duration.between(startedAt, clock.instant())),
        "⚡ Tasks: %d active, %d not answered yet"
            .formatted(turns.count(), store.pending(Queue.INBOX)));
  }

  private static String brain(Answering answering) {
    return answering
        .agent()
        .model()
        .map(model -> "Model: %s (agent %s)".formatted(model, answering.name()))
        .orElse("Agent: " + answering.name());
  }

  private static String context(Conversations.Extent extent) {
    return "%s/%s (%d%% of what is remembered at most)"
        .formatted(
            thousands(extent.tokens()),
            thousands(extent.mostTokens()),
            extent.tokens() * 100 / extent.mostTokens());
  }

  private static String thousands(long tokens) {
    return tokens < 1_000 ? Long.toString(tokens) : tokens / 1_000 + "k";
  }

  private static String uptime(Duration time) {
    return time.toHours() > 0
        ? "%dh %dm".formatted(time.toHours(), time.toMinutesPart())
        : "%dm %ds".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
