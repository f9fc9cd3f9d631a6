package io.nanobot.host.config;

import java.time.Duration;
import java.util.List;

/**
 * The keys of {@code agents} that are not a section.
 *
 * @param defaultAgent the name of the agent that answers where no binding names another: a
 *     section's, or a type's
 * @param unifiedSession whether everything is one conversation, on whatever channel
 * @param history what is kept of conversations
 * @param queue what becomes of messages that come while others wait for their answers
 * @param turnTimeout how long one answer may take
 * @param bindings which other agents answer; the first that fits counts
 */
public record AgentsConfig(
    String defaultAgent,
    boolean unifiedSession,
    HistoryConfig history,
    QueueConfig queue,
    Duration turnTimeout,
    List<BindingConfig> bindings) {
  static final String ECHO = "echo";

  /** Copies the list. */
  public AgentsConfig {
    bindings = List.copyOf(bindings);
  }

  static AgentsConfig of(String defaultAgent, AgentRules rules) {
    return new AgentsConfig(
        defaultAgent,
        rules.unifiedSession(),
        rules.history(),
        rules.queue(),
        rules.turnTimeout(),
        rules.bindings());
  }
}
