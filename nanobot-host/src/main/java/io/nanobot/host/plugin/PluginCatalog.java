package io.nanobot.host.plugin;

import io.nanobot.host.plugin.PluginReport.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of a gateway: what loaded, what did not and why, and what the loaded ones provide.
 * May be used by several threads.
 */
public final class PluginCatalog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginCatalog.class);

  private final PluginStage stage;
  private final List<LoadedPlugin> plugins;
  private final List<PluginReport> reports;

  private PluginCatalog(PluginStage stage, PluginLoading loading) {
    this.stage = stage;
    this.plugins = new CopyOnWriteArrayList<>(loading.started());
    this.reports = new CopyOnWriteArrayList<>(loading.reports());
  }

  /**
   * Loads every jar of the folders, in the order of folders and names. Nothing that a plugin does
   * escapes: it ends in the plugin's report.
   *
   * @param folders where the jars are; a folder that does not exist is empty
   * @param lock which jars may be loaded
   * @param stage where copies of them are kept while they are loaded; created when needed, may be
   *     shared by several processes
   * @param limits how long a plugin may take
   * @return the plugins, to be closed after the channels and agents that they made
   */
  public static PluginCatalog load(
      List<Path> folders, LockRule lock, Path stage, PluginLimits limits) {
    PluginStage copies = new PluginStage(stage);
    PluginLoading loading = new PluginLoading(LockCheck.open(lock), copies, limits);
    loading.run(folders);
    PluginCatalog catalog = new PluginCatalog(copies, loading);
    catalog.reports.forEach(PluginCatalog::log);
    return catalog;
  }

  /**
   * What became of every file in the folders.
   *
   * @return one report for each file, by folder and name
   */
  public List<PluginReport> reports() {
    return List.copyOf(reports);
  }

  /**
   * The kinds of channel that plugins provide.
   *
   * @return one handle for each type, in the order in which they were loaded
   */
  public List<ChannelPlugin> channels() {
    return plugins.stream().flatMap(plugin -> plugin.channels().stream()).toList();
  }

  /**
   * One kind of channel.
   *
   * @param type the name of the kind
   * @return its handle, if a plugin provides it
   */
  public Optional<ChannelPlugin> channel(String type) {
    return channels().stream().filter(channel -> channel.type().equals(type)).findFirst();
  }

  /**
   * The kinds of agent that plugins provide.
   *
   * @return one handle for each type, in the order in which they were loaded
   */
  public List<AgentPlugin> agents() {
    return plugins.stream().flatMap(plugin -> plugin.agents().stream()).toList();
  }

  /**
   * One kind of agent.
   *
   * @param type the name of the kind
   * @return its handle, if a plugin provides it
   */
  public Optional<AgentPlugin> agent(String type) {
    return agents().stream().filter(agent -> agent.type().equals(type)).findFirst();
  }

  /**
   * Stops a plugin and closes its class loader, whatever the plugin does. Close what it made first.
   *
   * @param pluginId the plugin's ID
   * @return false if no such plugin is loaded
   */
  public synchronized boolean unload(String pluginId) {
    return unload(pluginId, PluginCatalog::gone);
  }

  /**
   * Unloads a plugin that the host can not use, and says so in its report.
   *
   * @param pluginId the plugin's ID
   * @param reason a sentence about what is wrong with it
   */
  public synchronized void reject(String pluginId, String reason) {
    unload(pluginId, report -> rejected(report, reason));
    reports.stream().filter(report -> report.id().equals(pluginId)).forEach(PluginCatalog::log);
  }

  private boolean unload(String pluginId, UnaryOperator<PluginReport> fate) {
    for (LoadedPlugin plugin : plugins) {
      if (plugin.id().equals(pluginId)) {
        plugins.remove(plugin);
        plugin.stop();
        stage.delete(plugin.copy());
        reports.replaceAll(
            report -> report.file().equals(plugin.file()) ? fate.apply(report) : report);
        return true;
      }
    }
    return false;
  }

  /** Unloads all plugins, the last one first. */
  @Override
  public synchronized void close() {
    List<LoadedPlugin> reversed = new ArrayList<>(plugins);
    Collections.reverse(reversed);
    reversed.forEach(plugin -> unload(plugin.id()));
    stage.close();
  }

  private static PluginReport rejected(PluginReport report, String reason) {
    return report.become(State.FAILED, new Finding(reason, "Tell the author of the plugin."));
  }

  private static PluginReport gone(PluginReport report) {
    return report.become(State.SKIPPED, new Finding("unloaded", ""));
  }

  private static void log(PluginReport report) {
    String file = OneLine.of(report.file().toString());
    if (report.state() == State.STARTED) {
      String provides = String.join(", ", report.provides());
      LOG.info("plugin {} {} provides {}", report.id(), report.version(), provides);
    }
    if (report.state() == State.REFUSED) {
      LOG.error("plugin file={} {}: {} -> {}", file, report.state(), report.reason(), report.fix());
    } else if (isForOperator(report)) {
      LOG.warn("plugin file={} {}: {} -> {}", file, report.state(), report.reason(), report.fix());
    } else if (report.state() == State.SKIPPED) {
      LOG.info("plugin file={} {}: {}", file, report.state(), report.reason());
    }
  }

  private static boolean isForOperator(PluginReport report) {
    boolean isPlugin = !report.id().isEmpty();
    return report.state() == State.FAILED || (isPlugin && !report.reason().isEmpty());
  }
}
