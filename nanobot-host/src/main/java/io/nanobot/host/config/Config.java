package io.nanobot.host.config;

import java.nio.file.Path;
import java.util.List;

/**
 * A valid configuration. Immutable.
 *
 * @param file where it was read
 * @param gateway the process's own settings
 * @param store where what waits is kept
 * @param security who and what is let through
 * @param plugins which plugins may be loaded
 * @param agents which agent answers
 * @param delivery how replies are sent
 * @param channels every channel section, disabled ones included, in the order of the file
 * @param agentSections every agent section, in the order of the file; the default agent's one is
 *     there even if the file has none, provided that its type is installed
 * @param notices what is accepted but has no effect
 */
public record Config(
    Path file,
    GatewayConfig gateway,
    StoreConfig store,
    SecurityConfig security,
    PluginsConfig plugins,
    AgentsConfig agents,
    DeliveryConfig delivery,
    List<ChannelSection> channels,
    List<AgentSection> agentSections,
    List<ConfigProblem> notices) {
  /** Copies the lists. */
  public Config {
    channels = List.copyOf(channels);
    agentSections = List.copyOf(agentSections);
    notices = List.copyOf(notices);
  }

  /** The same with other settings of the process. */
  public Config with(GatewayConfig other) {
    return new Config(
        file, other, store, security, plugins, agents, delivery, channels, agentSections, notices);
  }
}
