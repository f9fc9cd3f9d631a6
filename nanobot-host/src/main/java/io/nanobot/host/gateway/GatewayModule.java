package io.nanobot.host.gateway;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import io.nanobot.api.agent.Agent;
import io.nanobot.host.admin.AdminServer;
import io.nanobot.host.admin.HostVersion;
import io.nanobot.host.admin.StatusReport;
import io.nanobot.host.agent.AgentRegistry;
import io.nanobot.host.channel.ChannelSupervisor;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.GatewayConfig;
import io.nanobot.host.pipeline.Dispatcher;
import io.nanobot.host.pipeline.QueueSignals;
import io.nanobot.host.pipeline.Reception;
import io.nanobot.host.pipeline.Retention;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.security.Principals;
import io.nanobot.host.store.InMemoryMessageStore;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.workspace.Workspace;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** All that the gateway is made of. Plugins are not: Guice would keep their class loaders alive. */
public final class GatewayModule extends AbstractModule {
  private static final int MESSAGES_THAT_MAY_WAIT = 10_000;

  private final Config config;
  private final PluginCatalog plugins;
  private final Workspace workspace;
  private final HostVersion version;

  public GatewayModule(
      Config config, PluginCatalog plugins, Workspace workspace, HostVersion version) {
    this.config = config;
    this.plugins = plugins;
    this.workspace = workspace;
    this.version = version;
  }

  /** Makes a gateway that rests until it is started. */
  public static Gateway gateway(
      Config config, PluginCatalog plugins, Workspace workspace, HostVersion version) {
    GatewayModule module = new GatewayModule(config, plugins, workspace, version);
    return Guice.createInjector(Stage.PRODUCTION, module).getInstance(Gateway.class);
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().requireExactBindingAnnotations();
    binder().disableCircularProxies();

    bind(Config.class).toInstance(config);
    bind(GatewayConfig.class).toInstance(config.gateway());
    bind(PluginCatalog.class).toInstance(plugins);
    bind(Workspace.class).toInstance(workspace);
    bind(HostVersion.class).toInstance(version);
    bind(Clock.class).toInstance(Clock.systemUTC());
    bind(RandomGenerator.class).toInstance(new SecureRandom());

    bind(Principals.class).in(Singleton.class);
    bind(QueueSignals.class).in(Singleton.class);
    bind(Reception.class).in(Singleton.class);
    bind(Retention.class).in(Singleton.class);
    bind(Dispatcher.class).in(Singleton.class);
    bind(AgentRegistry.class).in(Singleton.class);
    bind(Agent.class).to(AgentRegistry.class);
    bind(ChannelSupervisor.class).in(Singleton.class);
    bind(StatusReport.class).in(Singleton.class);
    bind(AdminServer.class).in(Singleton.class);
    bind(Gateway.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  static MessageStore messageStore() {
    // Leases must not end because somebody sets the clock or closes the lid.
    long origin = System.nanoTime();
    InstantSource steady = () -> Instant.EPOCH.plusNanos(System.nanoTime() - origin);
    return new InMemoryMessageStore(steady, MESSAGES_THAT_MAY_WAIT);
  }
}
