package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentContext;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.download.Downloads;
import io.nanobot.host.config.AgentSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.fetch.LentDownloads;
import io.nanobot.host.fetch.OutgoingRequests;
import io.nanobot.host.plugin.AgentFailure;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.workspace.Workspace;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;

/** Chooses the agent that answers a conversation: today the default one, for all of them. */
public final class AgentRegistry implements Agent {
  private record LentContext(String name, Path dataDirectory, Downloads downloads)
      implements AgentContext {}

  private final Config config;
  private final PluginCatalog plugins;
  private final OutgoingRequests outgoing;
  private final Workspace workspace;
  private Agent agent;
  private LentDownloads downloads; // null for an agent of the host's own

  @Inject
  public AgentRegistry(
      Config config, PluginCatalog plugins, OutgoingRequests outgoing, Workspace workspace) {
    this.config = config;
    this.plugins = plugins;
    this.outgoing = outgoing;
    this.workspace = workspace;
  }

  /**
   * Makes the agent.
   *
   * @throws AgentFailure if it can not work
   */
  public void start() throws AgentFailure, InterruptedException {
    String name = config.agents().defaultAgent();
    agent =
        create(
            config.agentSections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("unchecked agent " + name)));
  }

  @Override
  public void respond(Turn turn, Reply reply) throws Exception {
    agent.respond(turn, reply);
  }

  @Override
  public void close() {
    if (agent != null) {
      agent.close();
    }
    if (downloads != null) {
      downloads.close();
    }
  }

  private Agent create(AgentSection section) throws AgentFailure, InterruptedException {
    if (section.type().equals(EchoAgent.TYPE)) {
      return new EchoAgent();
    }
    return plugins
        .agent(section.type())
        .orElseThrow(() -> new IllegalStateException("unchecked agent type " + section.type()))
        .create(section.settings().orElseThrow(), context(section.name()));
  }

  private LentContext context(String name) throws AgentFailure {
    try {
      Path data = workspace.agentData(name);
      downloads = outgoing.lend(name, data);
      return new LentContext(name, data, downloads);
    } catch (IOException e) {
      throw new AgentFailure(
          "The folder for the data of agent %s can not be made (%s)".formatted(name, e));
    }
  }
}
