package io.nanobot.host.cli;

import io.nanobot.host.agent.EchoAgentFactory;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigBinder;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigSchema;
import io.nanobot.host.config.SectionType;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.plugin.PluginLimits;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The plugins of an installation, loaded, and what they allow in the configuration. */
record Installed(PluginCatalog plugins, ConfigSchema schema) implements AutoCloseable {
  static Installed load(Installation installation) {
    PluginCatalog plugins =
        PluginCatalog.load(
            installation.pluginFolders(), installation.pluginStage(), PluginLimits.standard());
    List<SectionType> channels =
        plugins.channels().stream()
            .map(plugin -> new SectionType(plugin.type(), plugin.configType()))
            .toList();
    SectionType echo = new SectionType(EchoAgentFactory.TYPE, EchoAgentFactory.EchoConfig.class);
    List<SectionType> agents =
        Stream.concat(
                Stream.of(echo),
                plugins.agents().stream()
                    .map(plugin -> new SectionType(plugin.type(), plugin.configType())))
            .toList();
    return new Installed(plugins, new ConfigSchema(channels, agents));
  }

  Config bind(ConfigFile file) throws ConfigException {
    return new ConfigBinder(schema, Map.copyOf(System.getenv())).bind(file);
  }

  @Override
  public void close() {
    plugins.close();
  }
}
