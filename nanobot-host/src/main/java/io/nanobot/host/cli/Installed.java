package io.nanobot.host.cli;

import io.nanobot.host.agent.BuiltInAgents;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigBinder;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigSchema;
import io.nanobot.host.config.EarlyConfig;
import io.nanobot.host.config.PluginsConfig;
import io.nanobot.host.config.SectionType;
import io.nanobot.host.plugin.AgentPlugin;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.plugin.PluginLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * The plugins of an installation, loaded, and what they allow in the configuration.
 *
 * @param file decided which of them are loaded
 */
record Installed(PluginCatalog plugins, ConfigSchema schema, ConfigFile file)
    implements AutoCloseable {
  /** Loads the plugins for a command that needs a configuration. */
  static Installed configured(Installation installation) throws ConfigException {
    return load(installation, ConfigFile.read(installation.configFile()));
  }

  /** Loads the plugins for a command that needs no configuration, but obeys one that is there. */
  static Installed load(Installation installation) throws ConfigException {
    return load(installation, ConfigFile.readIfPresent(installation.configFile()));
  }

  /**
   * Loads the plugins that the configuration admits. Generating a schema takes a thousand classes
   * of the host, which are loaded beside that on a second core: it saves a third of a second.
   *
   * @throws ConfigException if what it says of plugins is wrong: none is loaded on a guess
   */
  static Installed load(Installation installation, ConfigFile file) throws ConfigException {
    PluginsConfig settings = EarlyConfig.plugins(file, System.getenv());
    LoggerFactory.getILoggerFactory(); // two threads at once would make SLF4J complain
    Thread warmUp = new Thread(() -> new ConfigSchema(List.of(), List.of()), "warm-up");
    warmUp.setDaemon(true);
    warmUp.start();
    PluginCatalog plugins =
        PluginCatalog.load(
            installation.pluginFolders(),
            installation.lockRule(settings.requireLock()),
            installation.pluginStage(),
            PluginLimits.standard());
    List<SectionType> channels = new ArrayList<>();
    for (ChannelPlugin plugin : plugins.channels()) {
      add(
          channels,
          () -> new SectionType(plugin.type(), plugin.configType(), plugin::account),
          plugin.pluginId(),
          plugins);
    }
    List<SectionType> agents = new ArrayList<>(BuiltInAgents.TYPES);
    for (AgentPlugin plugin : plugins.agents()) {
      add(
          agents,
          () -> new SectionType(plugin.type(), plugin.configType()),
          plugin.pluginId(),
          plugins);
    }
    return new Installed(plugins, new ConfigSchema(channels, agents), file);
  }

  /** What the configuration may hold where no plugin may be run. */
  static ConfigSchema schemaWithoutPlugins() {
    return new ConfigSchema(List.of(), BuiltInAgents.TYPES);
  }

  /** A plugin whose configuration can not be described fails alone. */
  private static void add(
      List<SectionType> sections,
      Supplier<SectionType> section,
      String pluginId,
      PluginCatalog plugins) {
    try {
      sections.add(section.get());
    } catch (IllegalArgumentException e) {
      plugins.reject(pluginId, e.getMessage());
    }
  }

  /** What stands in the file that decided on the plugins. */
  Config config() throws ConfigException {
    return bind(file);
  }

  /** What stands in the file as somebody has changed it since. */
  Config bind(ConfigFile changed) throws ConfigException {
    return binder(schema).bind(changed);
  }

  /** Nothing shows the secrets of what it reads from then on. */
  static ConfigBinder binder(ConfigSchema schema) {
    return new ConfigBinder(
        schema,
        Map.copyOf(System.getenv()),
        secret -> Logs.redactor().learn(List.of(secret.reveal())));
  }

  @Override
  public void close() {
    plugins.close();
  }
}
