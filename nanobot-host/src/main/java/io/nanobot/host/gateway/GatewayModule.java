package io.nanobot.host.gateway;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import io.nanobot.host.HostVersion;
import io.nanobot.host.admin.AdminServer;
import io.nanobot.host.admin.StatusReport;
import io.nanobot.host.agent.AgentBindings;
import io.nanobot.host.agent.AgentChoice;
import io.nanobot.host.agent.AgentRegistry;
import io.nanobot.host.channel.ChannelRunners;
import io.nanobot.host.channel.ChannelSupervisor;
import io.nanobot.host.channel.ConfiguredSchemes;
import io.nanobot.host.config.AgentsConfig;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.GatewayConfig;
import io.nanobot.host.config.HistoryConfig;
import io.nanobot.host.config.LimitsConfig;
import io.nanobot.host.config.OutgoingConfig;
import io.nanobot.host.config.QueueConfig;
import io.nanobot.host.config.SecurityConfig;
import io.nanobot.host.config.StoreConfig;
import io.nanobot.host.fetch.OutgoingRequests;
import io.nanobot.host.media.Attachments;
import io.nanobot.host.media.MediaFiles;
import io.nanobot.host.media.MediaSources;
import io.nanobot.host.pipeline.Conversations;
import io.nanobot.host.pipeline.Dispatcher;
import io.nanobot.host.pipeline.GatewayState;
import io.nanobot.host.pipeline.HostCommands;
import io.nanobot.host.pipeline.LiveReplies;
import io.nanobot.host.pipeline.OutboxNotices;
import io.nanobot.host.pipeline.Reception;
import io.nanobot.host.pipeline.Restarts;
import io.nanobot.host.pipeline.Retention;
import io.nanobot.host.pipeline.RunningTurns;
import io.nanobot.host.pipeline.TypingSignals;
import io.nanobot.host.pipeline.WorkingChannels;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.security.ChannelSchemes;
import io.nanobot.host.security.Gate;
import io.nanobot.host.security.Notices;
import io.nanobot.host.security.Pairing;
import io.nanobot.host.security.Principals;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditLog;
import io.nanobot.host.security.audit.LastStart;
import io.nanobot.host.security.limits.Limits;
import io.nanobot.host.store.ConnectionLeases;
import io.nanobot.host.store.Histories;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Pairings;
import io.nanobot.host.store.jdbc.JdbcMessageStore;
import io.nanobot.host.workspace.Workspace;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** All that the gateway is made of. Plugins are not: Guice would keep their class loaders alive. */
public final class GatewayModule extends AbstractModule {
  private final ConfigFile file;
  private final Config config;
  private final PluginCatalog plugins;
  private final Workspace workspace;
  private final JdbcMessageStore store;
  private final Redactor redactor;
  private final Restarts restarts;
  private final HostVersion version;

  public GatewayModule(
      ConfigFile file,
      Config config,
      PluginCatalog plugins,
      Workspace workspace,
      JdbcMessageStore store,
      Redactor redactor,
      Restarts restarts,
      HostVersion version) {
    this.file = file;
    this.config = config;
    this.plugins = plugins;
    this.workspace = workspace;
    this.store = store;
    this.redactor = redactor;
    this.restarts = restarts;
    this.version = version;
  }

  /** Makes a gateway that rests until it is started, and closes the store when it is closed. */
  public Gateway gateway() {
    try {
      return Guice.createInjector(Stage.PRODUCTION, this).getInstance(Gateway.class);
    } catch (RuntimeException | Error e) {
      store.close(); // nobody else can
      throw e;
    }
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();

    bind(ConfigFile.class).toInstance(file);
    bind(Config.class).toInstance(config);
    bind(GatewayConfig.class).toInstance(config.gateway());
    bind(StoreConfig.class).toInstance(config.store());
    bind(AgentsConfig.class).toInstance(config.agents());
    bind(HistoryConfig.class).toInstance(config.agents().history());
    bind(QueueConfig.class).toInstance(config.agents().queue());
    bind(SecurityConfig.class).toInstance(config.security());
    bind(LimitsConfig.class).toInstance(config.security().limits());
    bind(OutgoingConfig.class).toInstance(config.security().outgoing());
    bind(PluginCatalog.class).toInstance(plugins);
    bind(Workspace.class).toInstance(workspace);
    bind(MessageStore.class).toInstance(store);
    bind(ConnectionLeases.class).toInstance(store);
    bind(Pairings.class).toInstance(store.pairings());
    bind(KnownSenders.class).toInstance(store.knownSenders());
    bind(Histories.class).toInstance(store.histories());
    bind(Restarts.class).toInstance(restarts);
    bind(Redactor.class).toInstance(redactor);
    bind(HostVersion.class).toInstance(version);
    bind(Clock.class).toInstance(Clock.systemUTC());
    bind(RandomGenerator.class).toInstance(new SecureRandom());

    bind(AuditLog.class).in(Singleton.class);
    bind(Audit.class).to(AuditLog.class);
    bind(LastStart.class).in(Singleton.class);
    bind(OutboxNotices.class).in(Singleton.class);
    bind(Notices.class).to(OutboxNotices.class);
    bind(Pairing.class).in(Singleton.class);
    bind(Gate.class).in(Singleton.class);
    bind(Limits.class).in(Singleton.class);
    bind(OutgoingRequests.class).in(Singleton.class);
    bind(Principals.class).in(Singleton.class);
    bind(ConfiguredSchemes.class).in(Singleton.class);
    bind(ChannelSchemes.class).to(ConfiguredSchemes.class);
    bind(Reception.class).in(Singleton.class);
    bind(WorkingChannels.class).in(Singleton.class);
    bind(MediaSources.class).to(WorkingChannels.class);
    bind(LiveReplies.class).in(Singleton.class);
    bind(TypingSignals.class).in(Singleton.class);
    bind(MediaFiles.class).in(Singleton.class);
    bind(Attachments.class).in(Singleton.class);
    bind(Retention.class).in(Singleton.class);
    bind(Dispatcher.class).in(Singleton.class);
    bind(AgentBindings.class).in(Singleton.class);
    bind(AgentRegistry.class).in(Singleton.class);
    bind(AgentChoice.class).to(AgentRegistry.class);
    bind(Conversations.class).in(Singleton.class);
    bind(RunningTurns.class).in(Singleton.class);
    bind(GatewayState.class).in(Singleton.class);
    bind(HostCommands.class).in(Singleton.class);
    bind(ChannelRunners.class).in(Singleton.class);
    bind(ChannelSupervisor.class).in(Singleton.class);
    bind(Reconfiguration.class).in(Singleton.class);
    bind(StatusReport.class).in(Singleton.class);
    bind(AdminServer.class).in(Singleton.class);
    bind(Gateway.class).in(Singleton.class);
  }
}
