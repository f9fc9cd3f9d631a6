package io.nanobot.host.gateway;

import io.nanobot.host.HostVersion;
import io.nanobot.host.admin.AdminServer;
import io.nanobot.host.agent.AgentRegistry;
import io.nanobot.host.channel.ChannelState;
import io.nanobot.host.channel.ChannelSupervisor;
import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.fetch.OutgoingRequests;
import io.nanobot.host.pipeline.Dispatcher;
import io.nanobot.host.pipeline.LiveReplies;
import io.nanobot.host.pipeline.Reception;
import io.nanobot.host.pipeline.Retention;
import io.nanobot.host.pipeline.TypingSignals;
import io.nanobot.host.plugin.AgentFailure;
import io.nanobot.host.security.audit.AuditEvent.GatewayStarted;
import io.nanobot.host.security.audit.AuditEvent.GatewayStopped;
import io.nanobot.host.security.audit.AuditLog;
import io.nanobot.host.security.audit.LastStart;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the parts of the gateway, and stops them in the reverse order. */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** How long people who were promised an answer are waited for. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** The part of it that turns can not use up. */
  private static final Duration FOR_REPLIES = Duration.ofSeconds(4);

  private final AdminServer admin;
  private final AgentRegistry agents;
  private final AuditLog audit;
  private final ChannelSupervisor channels;
  private final Dispatcher dispatcher;
  private final LiveReplies live;
  private final TypingSignals signals;
  private final OutgoingRequests outgoing;
  private final Reception reception;
  private final Reconfiguration reconfiguration;
  private final Retention retention;
  private final MessageStore store;
  private final LastStart lastStart;
  private final HostVersion version;
  private boolean started;

  @Inject
  Gateway(
      AdminServer admin,
      AgentRegistry agents,
      AuditLog audit,
      ChannelSupervisor channels,
      Dispatcher dispatcher,
      LiveReplies live,
      TypingSignals signals,
      OutgoingRequests outgoing,
      Reception reception,
      Reconfiguration reconfiguration,
      Retention retention,
      MessageStore store,
      LastStart lastStart,
      HostVersion version) {
    this.admin = admin;
    this.agents = agents;
    this.audit = audit;
    this.channels = channels;
    this.dispatcher = dispatcher;
    this.live = live;
    this.signals = signals;
    this.outgoing = outgoing;
    this.reception = reception;
    this.reconfiguration = reconfiguration;
    this.retention = retention;
    this.store = store;
    this.lastStart = lastStart;
    this.version = version;
  }

  /**
   * Starts everything and returns while the channels are still connecting.
   *
   * @throws IOException if the admin port is taken
   * @throws AgentFailure if the agent can not work
   */
  public void start() throws IOException, AgentFailure, InterruptedException {
    started = true;
    audit.record(
        new GatewayStarted(
            version.text(), System.getProperty("user.name"), ProcessHandle.current().pid()));
    lastStart.record();
    admin.start();
    agents.start();
    retention.start();
    dispatcher.start();
    channels.start();
  }

  /**
   * Follows a configuration that has changed, and tells what of it needs a restart. Waits for
   * channels that are to stop, in bounds.
   *
   * @param config bound with the plugins of this gateway
   */
  public void follow(ConfigFile file, Config config) throws InterruptedException {
    reconfiguration.apply(file, config);
  }

  /** Has something sent beside all answers. What can not be stored is not sent. */
  public void tell(NewMessage message) {
    store
        .append(message)
        .exceptionally(
            failure -> {
              log.debug("{} could not be stored", message.id(), failure);
              return null;
            });
  }

  /** The port of the admin server. */
  public int port() {
    return admin.port();
  }

  /** Whether each channel has connected or failed at least once. */
  public boolean settled() {
    return channels.started()
        && channels.statuses().stream()
            .noneMatch(channel -> channel.state() == ChannelState.STARTING);
  }

  /**
   * Lets nothing more in, has what was accepted answered and sent, and waits for that in bounds.
   */
  public void drain() throws InterruptedException {
    log.info("Stopping all channels...");
    reception.close();
    long deadline = System.nanoTime() + DRAIN.toNanos();
    dispatcher.drain(DRAIN.minus(FOR_REPLIES));
    channels.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    long left = store.pending();
    if (left > 0) {
      log.info("{} message(s) wait for the next start", left);
    }
  }

  @Override
  public void close() {
    channels.close();
    dispatcher.close();
    live.close();
    signals.close();
    retention.close();
    agents.close();
    outgoing.close();
    admin.close();
    store.close();
    if (started) {
      audit.record(new GatewayStopped(ProcessHandle.current().pid()));
    }
    audit.close();
  }
}
