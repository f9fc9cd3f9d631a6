package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.host.agent.http.HttpAgent;
import io.nanobot.host.agent.http.HttpAgentSettings;
import io.nanobot.host.config.AgentSection;
import io.nanobot.host.config.SectionType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The agents that are there without any plugin. */
public final class BuiltInAgents {
  /** What they are called in the configuration, and what it may say of them. */
  public static final List<SectionType> TYPES =
      List.of(
          new SectionType(EchoAgent.TYPE, EchoAgent.Settings.class),
          new SectionType(HttpAgent.TYPE, HttpAgentSettings.class));

  private BuiltInAgents() {}

  /**
   * The agent of a section; empty if its type is not one of these.
   *
   * @param turn how long it may take for one answer
   */
  static Optional<Agent> create(AgentSection section, Duration turn) {
    return switch (section.type()) {
      case EchoAgent.TYPE -> Optional.of(new EchoAgent());
      case HttpAgent.TYPE ->
          Optional.of(
              new HttpAgent(
                  section.name(), (HttpAgentSettings) section.settings().orElseThrow(), turn));
      default -> Optional.empty();
    };
  }
}
