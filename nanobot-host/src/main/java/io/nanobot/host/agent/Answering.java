package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import java.util.Optional;

/**
 * What answers a turn.
 *
 * @param name the agent's name in the configuration
 * @param agent the agent
 * @param instructions what it is told for this place and person, beside the agent's own; empty if
 *     nothing
 */
public record Answering(String name, Agent agent, Optional<String> instructions) {}
