package io.nanobot.host.agent;

import io.nanobot.api.agent.Turn;

/** Tells which agent answers. */
@FunctionalInterface
public interface AgentChoice {
  /** What answers this turn. */
  Answering of(Turn turn);
}
