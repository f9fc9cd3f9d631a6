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
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.store.ConnectionLeases;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.workspace.Workspace;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes runners out of sections of the configuration. */
public final class ChannelRunners {
  private static final Logger log = LoggerFactory.getLogger(ChannelRunners.class);
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
  private final Audit audit;
  private final Clock clock;
  private final RandomGenerator random;

  @Inject
  public ChannelRunners(
      Config config,
      PluginCatalog plugins,
      Reception reception,
      MessageStore store,
      ConnectionLeases leases,
      OutgoingRequests outgoing,
      Workspace workspace,
      WorkingChannels working,
      Redactor redactor,
      Audit audit,
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
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  boolean canRun(ChannelSection section) {
    return plugins.channel(section.type()).isPresent();
  }

  /** Makes one that rests until it is started. */
  ChannelRunner make(ChannelSection section) {
    ChannelAssembly assembly = assembly(section);
    log.info("{} channel enabled as {}", assembly.plugin().displayName(), section.name());
    return new ChannelRunner(
        assembly,
        entrance(section, assembly.plugin()),
        new ReconnectPolicy(random),
        clock,
        audit,
        leases,
        this::delivery);
  }

  /** Has one run as another section of the same name and type says. */
  void change(ChannelRunner runner, ChannelSection section) {
    ChannelAssembly assembly = assembly(section);
    runner.change(assembly, entrance(section, assembly.plugin()));
  }

  private ChannelAssembly assembly(ChannelSection section) {
    ChannelPlugin plugin = plugins.channel(section.type()).orElseThrow();
    return new ChannelAssembly(section, plugin, reception, outgoing, workspace);
  }

  private Entrance entrance(ChannelSection section, ChannelPlugin plugin) {
    Schemes schemes = new Schemes(plugin.identityScheme(), plugin.aliasSchemes());
    AccessPolicy policy = new AccessPolicy(schemes, section.access());
    if (policy.admitsNobody()) {
      log.warn(
          "\"{}\" has empty allowFrom (denies all). Set [\"*\"] to allow everyone, or add specific user IDs.",
          section.name());
    }
    return new Entrance(section.name(), policy, scope(section));
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
}
