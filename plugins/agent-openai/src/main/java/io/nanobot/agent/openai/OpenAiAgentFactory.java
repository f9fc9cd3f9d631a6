package io.nanobot.agent.openai;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentContext;
import io.nanobot.api.agent.AgentFactory;
import org.pf4j.Extension;

/** Makes agents that answer with a model behind an OpenAI-compatible API. */
@Extension
public final class OpenAiAgentFactory implements AgentFactory<OpenAiConfig> {
  /** For PF4J. */
  public OpenAiAgentFactory() {}

  @Override
  public String type() {
    return "openai";
  }

  @Override
  public Class<OpenAiConfig> configType() {
    return OpenAiConfig.class;
  }

  @Override
  public Agent create(OpenAiConfig config, AgentContext context) {
    return new OpenAiAgent(config, context.name());
  }
}
