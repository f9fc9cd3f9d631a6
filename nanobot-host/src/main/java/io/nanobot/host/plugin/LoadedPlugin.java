package io.nanobot.host.plugin;

import io.nanobot.api.agent.AgentFactory;
import io.nanobot.api.channel.ChannelFactory;
import io.nanobot.host.plugin.PluginReport.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that runs: its class loader, its threads, and what it provides. */
final class LoadedPlugin {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

  private final Candidate jar;
  private final PluginLimits limits;
  private final PluginHost host;
  private final ClassLoader loader;
  private final PluginBoundary boundary;
  private final List<ChannelPlugin> channels = new ArrayList<>();
  private final List<AgentPlugin> agents = new ArrayList<>();

  private LoadedPlugin(Candidate jar, PluginLimits limits) {
    this.jar = jar;
    this.limits = limits;
    this.host = new PluginHost(jar.copy());
    this.loader = host.open();
    PluginThreads threads = new PluginThreads(jar.facts().id(), loader);
    this.boundary = new PluginBoundary(jar.facts().label(), limits.calls(), threads);
  }

  /**
   * Starts a plugin, or leaves nothing of it.
   *
   * @param others the plugins that run; what they provide, this one may not
   */
  static LoadedPlugin start(Candidate jar, PluginLimits limits, List<LoadedPlugin> others)
      throws PluginRefused {
    LoadedPlugin plugin = open(jar, limits);
    try {
      plugin.start();
      plugin.refuseDuplicates(others);
      return plugin;
    } catch (PluginFault e) {
      plugin.stop();
      throw new PluginRefused(e.getMessage(), e.hint());
    } catch (PluginRefused e) {
      plugin.stop();
      throw e;
    }
  }

  String id() {
    return jar.facts().id();
  }

  Path file() {
    return jar.file();
  }

  Path copy() {
    return jar.copy();
  }

  List<ChannelPlugin> channels() {
    return channels;
  }

  List<AgentPlugin> agents() {
    return agents;
  }

  PluginReport report(Finding warning) {
    return new PluginReport(
        jar.file(),
        id(),
        jar.facts().version(),
        State.STARTED,
        provides().toList(),
        warning.reason(),
        warning.fix(),
        Optional.empty(),
        "");
  }

  /** Stops it, ends its threads and closes its class loader, in spite of whatever it does. */
  void stop() {
    channels.forEach(ChannelPlugin::revoke);
    agents.forEach(AgentPlugin::revoke);
    try {
      boundary.callUninterruptibly("stop()", limits.stop(), this::stopPlugin);
    } catch (PluginFault e) {
      LOG.warn("{}", e.getMessage());
    }
    boundary.close();
    release();
  }

  /** PF4J is not expected to fail here, but one plugin's end must never stand in another's way. */
  private void release() {
    try {
      host.release();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("could not close the class loader of plugin {}", id(), e);
    }
  }

  private static LoadedPlugin open(Candidate jar, PluginLimits limits) throws PluginRefused {
    try {
      return new LoadedPlugin(jar, limits);
    } catch (RuntimeException e) {
      LOG.debug("PF4J refused {}", jar.file(), e);
      throw new PluginRefused("PF4J refused it: " + e.getMessage(), Thrown.REPORT_IT);
    }
  }

  private void start() throws PluginFault, PluginRefused {
    boundary.callUninterruptibly("start()", limits.start(), this::startPlugin);
    for (String name : jar.facts().index().orElse(List.of())) {
      add(name, boundary.callUninterruptibly("new " + name, limits.start(), () -> make(name)));
    }
    if (channels.isEmpty() && agents.isEmpty()) {
      throw new PluginRefused(
          "it provides neither a channel nor an agent: none of its extensions is a ChannelFactory"
              + " or an AgentFactory",
          "let its @Extension class implement ChannelFactory or AgentFactory");
    }
  }

  private Void startPlugin() {
    host.start();
    return null;
  }

  private Void stopPlugin() {
    host.stop();
    return null;
  }

  private Object make(String name) throws ReflectiveOperationException {
    return loader.loadClass(name).getConstructor().newInstance();
  }

  /** Unchecked: a factory gets nothing but instances of what its own configType() is. */
  @SuppressWarnings("unchecked")
  private void add(String name, Object extension) throws PluginFault {
    if (extension instanceof ChannelFactory<?> factory) {
      ChannelFactory<Record> any = (ChannelFactory<Record>) factory;
      channels.add(ChannelPlugin.of(id(), any, loader, boundary, limits));
    } else if (extension instanceof AgentFactory<?> factory) {
      AgentFactory<Record> any = (AgentFactory<Record>) factory;
      agents.add(AgentPlugin.of(id(), any, loader, boundary, limits));
    } else {
      LOG.warn("plugin {} has an extension that this host has no use for: {}", id(), name);
    }
  }

  private void refuseDuplicates(List<LoadedPlugin> others) throws PluginRefused {
    List<String> mine = provides().toList();
    if (mine.stream().distinct().count() < mine.size()) {
      throw new PluginRefused("it provides twice the same: " + mine, Thrown.REPORT_IT);
    }
    for (LoadedPlugin other : others) {
      for (String theirs : other.provides().toList()) {
        if (mine.contains(theirs)) {
          throw new PluginRefused(
              "it provides %s, which plugin %s of %s provides already"
                  .formatted(theirs, other.jar.facts().label(), other.file()),
              "remove one of the two files");
        }
      }
    }
  }

  private Stream<String> provides() {
    return Stream.concat(
        channels.stream().map(channel -> "channel " + channel.type()),
        agents.stream().map(agent -> "agent " + agent.type()));
  }
}
