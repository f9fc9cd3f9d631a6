package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentContext;
import io.nanobot.api.agent.AgentFactory;

/** The agent that every installation has. */
public final class EchoAgentFactory implements AgentFactory<EchoAgentFactory.EchoConfig> {
  /** Echo has nothing to configure. */
  public record EchoConfig() {}

  public static final String TYPE = "echo";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Class<EchoConfig> configType() {
    return EchoConfig.class;
  }

  @Override
  public Agent create(EchoConfig config, AgentContext context) {
    return new EchoAgent();
  }
}
