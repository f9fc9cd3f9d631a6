package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import java.time.Duration;
import java.util.List;

/** The keys of {@code agents} that a record can have: {@code default} is a word of Java's. */
record AgentRules(
    @Description("Makes one conversation of everything, on whatever channel") @Default("false")
        boolean unifiedSession,
    @Description("What is kept of conversations for agents that ask for it") @Default("{}")
        HistoryConfig history,
    @Description("What becomes of messages that come while others wait for their answers")
        @Default("{}")
        QueueConfig queue,
    @Description("How long an agent may take for one answer") @Default("10m") Duration turnTimeout,
    @Description("Which agent answers where; the first that fits counts, else the default agent")
        List<BindingConfig> bindings) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Checks what the schema can not.
   *
   * @throws IllegalArgumentException if no answer could be given in time, or never had to end
   */
  AgentRules {
    if (turnTimeout.compareTo(SHORTEST) < 0 || turnTimeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("turnTimeout must be from 1s to 1d.");
    }
  }
}
