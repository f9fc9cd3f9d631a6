package io.nanobot.host.plugin;

import io.nanobot.api.agent.AgentContext;
import io.nanobot.api.agent.AgentFactory;
import java.time.Duration;
import java.util.Set;

/**
 * A kind of agent that a plugin provides. What the plugin says about itself was checked when it was
 * loaded and does not change. Ends with its plugin.
 */
public final class AgentPlugin {
  private static final Set<String> HOST_KEYS = Set.of("enabled", "type");

  private final String pluginId;
  private final String type;
  private final FactorySlot<AgentFactory<Record>> slot;
  private final PluginBoundary boundary;
  private final PluginLimits limits;

  private AgentPlugin(
      String pluginId,
      String type,
      FactorySlot<AgentFactory<Record>> slot,
      PluginBoundary boundary,
      PluginLimits limits) {
    this.pluginId = pluginId;
    this.type = type;
    this.slot = slot;
    this.boundary = boundary;
    this.limits = limits;
  }

  static AgentPlugin of(
      String pluginId,
      AgentFactory<Record> factory,
      ClassLoader loader,
      PluginBoundary boundary,
      PluginLimits limits)
      throws PluginFault {
    Answers answers = new Answers(boundary, limits.start());
    String type = answers.type(factory::type);
    Class<? extends Record> config = answers.configType(factory::configType, HOST_KEYS);
    var slot = new FactorySlot<>(boundary, factory, config, loader);
    return new AgentPlugin(pluginId, type, slot, boundary, limits);
  }

  /**
   * The plugin that provides it.
   *
   * @return the {@code Plugin-Id}
   */
  public String pluginId() {
    return pluginId;
  }

  /**
   * The name of this kind of agent in the configuration.
   *
   * @return lower-case letters, digits and hyphens
   */
  public String type() {
    return type;
  }

  /**
   * The configuration of one agent. Whoever keeps the class keeps the plugin's class loader.
   *
   * @return a record without keys of the host
   * @throws IllegalStateException if the plugin was unloaded
   */
  public Class<? extends Record> configType() {
    return slot.configType();
  }

  /**
   * Makes an agent. Each of its methods ends within the limit for it, whatever the plugin does, and
   * throws nothing of the plugin. Once closed it keeps nothing of the plugin.
   *
   * @param config an instance of {@link #configType()}
   * @param context what the host lends to the agent
   * @param turn how long it may take for one answer
   * @return an agent that is ready
   * @throws AgentFailure if the agent can not work, or the plugin failed
   * @throws InterruptedException if the caller was interrupted
   */
  public GuardedAgent create(Record config, AgentContext context, Duration turn)
      throws AgentFailure, InterruptedException {
    try {
      AgentContext lent = GuardedAgentContext.of(context);
      var agent = slot.create(limits.create(), config, factory -> factory.create(config, lent));
      return GuardedAgent.of(agent, boundary, limits, turn);
    } catch (PluginFault e) {
      throw AgentFailure.of(e);
    }
  }

  void revoke() {
    slot.clear();
  }
}
