package io.nanobot.host.channel;

import io.nanobot.api.channel.Channel;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.Config;
import io.nanobot.host.fetch.OutgoingRequests;
import io.nanobot.host.pipeline.Backoff;
import io.nanobot.host.pipeline.Delivery;
import io.nanobot.host.pipeline.Entrance;
import io.nanobot.host.pipeline.Reception;
import io.nanobot.host.pipeline.SessionScope;
import io.nanobot.host.pipeline.WorkingChannels;
import io.nanobot.host.plugin.ChannelPlugin;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.security.Schemes;
import io.nanobot.host.store.ConnectionLeases;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.workspace.Workspace;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the channels that the configuration enables, each on its own. */
public final class ChannelSupervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChannelSupervisor.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final Config config;
  private final PluginCatalog plugins;
  private final Reception reception;
  private final MessageStore store;
  private final ConnectionLeases leases;
  private final OutgoingRequests outgoing;
  private final Workspace workspace;
  private final WorkingChannels working;
  private final Redactor redactor;
  private final Clock clock;
  private final RandomGenerator random;
  private volatile List<ChannelRunner> runners = List.of();
  private volatile List<ChannelStatus> waiting = List.of();
  private volatile boolean started;

  @Inject
  public ChannelSupervisor(
      Config config,
      PluginCatalog plugins,
      Reception reception,
      MessageStore store,
      ConnectionLeases leases,
      OutgoingRequests outgoing,
      Workspace workspace,
      WorkingChannels working,
      Redactor redactor,
      Clock clock,
      RandomGenerator random) {
    this.config = config;
    this.plugins = plugins;
    this.reception = reception;
    this.store = store;
    this.leases = leases;
    this.outgoing = outgoing;
    this.workspace = workspace;
    this.working = working;
    this.redactor = redactor;
    this.clock = clock;
    this.random = random;
  }

  /** Starts every enabled channel and returns at once. */
  public void start() {
    List<ChannelRunner> running = new ArrayList<>();
    List<ChannelStatus> withoutPlugin = new ArrayList<>();
    for (ChannelSection section : config.channels()) {
      if (section.enabled()) {
        plugins
            .channel(section.type())
            .ifPresentOrElse(
                plugin -> running.add(runner(section, plugin)),
                () -> withoutPlugin.add(waitingForPlugin(section)));
      }
    }
    runners = List.copyOf(running);
    waiting = List.copyOf(withoutPlugin);
    runners.forEach(ChannelRunner::start);
    started = true;
  }

  /** Whether all channels are known; before that {@link #statuses()} is empty. */
  public boolean started() {
    return started;
  }

  public List<ChannelStatus> statuses() {
    return Stream.concat(runners.stream().map(ChannelRunner::status), waiting.stream()).toList();
  }

  /** Sends what still waits, all channels side by side within the same time. */
  public void drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    for (ChannelRunner runner : runners) {
      runner.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  /** Closes all side by side: one that hangs costs the others no time. */
  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    for (ChannelRunner runner : runners) {
      Thread thread = new Thread(runner::close, "close-channel");
      thread.start();
      closing.add(thread);
    }
    try {
      for (Thread thread : closing) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ChannelRunner runner(ChannelSection section, ChannelPlugin plugin) {
    Schemes schemes = new Schemes(plugin.identityScheme(), plugin.aliasSchemes());
    AccessPolicy policy = new AccessPolicy(schemes, section.access());
    log.info("{} channel enabled as {}", plugin.displayName(), section.name());
    if (policy.admitsNobody()) {
      log.warn(
          "\"{}\" has empty allowFrom (denies all). Set [\"*\"] to allow everyone, or add specific user IDs.",
          section.name());
    }
    ChannelAssembly assembly =
        new ChannelAssembly(
            new Entrance(section.name(), policy, scope(section)),
            section.connections(),
            section.settings().orElseThrow(),
            plugin,
            reception,
            outgoing,
            workspace);
    return new ChannelRunner(assembly, new ReconnectPolicy(random), clock, leases, this::delivery);
  }

  private SessionScope scope(ChannelSection section) {
    if (config.agents().unifiedSession()) {
      return SessionScope.EVERYTHING;
    }
    return section.groupUserIsolation() ? SessionScope.MEMBER : SessionScope.CONVERSATION;
  }

  private Delivery delivery(String name, Supplier<Optional<Channel>> connected) {
    working.add(name, connected);
    Backoff backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
    return new Delivery(name, store, config.delivery().attempts(), backoff, redactor, connected);
  }

  private ChannelStatus waitingForPlugin(ChannelSection section) {
    String reason =
        "no installed plugin provides \"%s\": put nanobot-channel-%s-<version>.jar into the plugins folder and restart; nanobot plugins list shows what was found there"
            .formatted(section.type(), section.type());
    log.warn("{} channel not available: {}", section.name(), reason);
    return new ChannelStatus(
        section.name(),
        section.type(),
        ChannelState.WAITING_FOR_PLUGIN,
        reason,
        Instant.now(clock),
        Optional.empty(),
        Optional.empty());
  }
}
