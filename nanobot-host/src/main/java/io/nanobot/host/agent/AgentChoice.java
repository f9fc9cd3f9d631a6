package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.Turn;

/** Tells which agent answers. */
@FunctionalInterface
public interface AgentChoice {
  /** The agent that answers this turn. */
  Agent of(Turn turn);
}
