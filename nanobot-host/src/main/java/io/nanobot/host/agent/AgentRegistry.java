package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentContext;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The agents that may have to answer, from start to end. */
public final class AgentRegistry implements AgentChoice, AutoCloseable {
  private record LentContext(String name, Path dataDirectory, Downloads downloads)
      implements AgentContext {}

  private final Config config;
  private final AgentBindings bindings;
  private final PluginCatalog plugins;
  private final OutgoingRequests outgoing;
  private final Workspace workspace;
  private final Map<String, Agent> agents = new LinkedHashMap<>();
  private final List<LentDownloads> downloads = new ArrayList<>();

  @Inject
  public AgentRegistry(
      Config config,
      AgentBindings bindings,
      PluginCatalog plugins,
      OutgoingRequests outgoing,
      Workspace workspace) {
    this.config = config;
    this.bindings = bindings;
    this.plugins = plugins;
    this.outgoing = outgoing;
    this.workspace = workspace;
  }

  /**
   * Makes the agents.
   *
   * @throws AgentFailure if one can not work
   */
  public void start() throws AgentFailure, InterruptedException {
    for (String name : bindings.names()) {
      agents.put(name, create(section(name)));
    }
  }

  @Override
  public Answering of(Turn turn) {
    AgentBindings.Bound bound =
        bindings.of(turn.channel(), turn.message().conversation(), turn.principal());
    return new Answering(bound.agent(), agents.get(bound.agent()), bound.instructions());
  }

  @Override
  public void close() {
    agents.values().forEach(Agent::close);
    downloads.forEach(LentDownloads::close);
  }

  private AgentSection section(String name) {
    return config.agentSections().stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unchecked agent " + name));
  }

  private Agent create(AgentSection section) throws AgentFailure, InterruptedException {
    Optional<Agent> builtIn = BuiltInAgents.create(section, config.agents().turnTimeout());
    return builtIn.isPresent() ? builtIn.get() : fromPlugin(section);
  }

  /**
   * Looks whether every agent that may have to answer can be made, and makes none.
   *
   * @throws AgentFailure if one lacks its plugin
   */
  public static void check(Config config) throws AgentFailure {
    Set<String> names = new AgentBindings(config.agents()).names();
    for (AgentSection section : config.agentSections()) {
      if (names.contains(section.name()) && section.settings().isEmpty()) {
        throw withoutPlugin(section);
      }
    }
  }

  private static AgentFailure withoutPlugin(AgentSection section) {
    return new AgentFailure(
        "Agent %s is of type %s, and no plugin that is loaded provides that type. Put its jar into the plugins folder; nanobot plugins list shows what is there."
            .formatted(section.name(), section.type()));
  }

  private Agent fromPlugin(AgentSection section) throws AgentFailure, InterruptedException {
    return plugins
        .agent(section.type())
        .orElseThrow(() -> withoutPlugin(section))
        .create(
            section.settings().orElseThrow(),
            context(section.name()),
            config.agents().turnTimeout());
  }

  private LentContext context(String name) throws AgentFailure {
    try {
      Path data = workspace.agentData(name);
      LentDownloads lent = outgoing.lend(name, data);
      downloads.add(lent);
      return new LentContext(name, data, lent);
    } catch (IOException e) {
      throw new AgentFailure(
          "The folder for the data of agent %s can not be made (%s)".formatted(name, e));
    }
  }
}
