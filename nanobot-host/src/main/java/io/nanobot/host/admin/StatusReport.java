package io.nanobot.host.admin;

import io.nanobot.host.HostVersion;
import io.nanobot.host.channel.ChannelState;
import io.nanobot.host.channel.ChannelStatus;
import io.nanobot.host.channel.ChannelSupervisor;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoreStatus;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Puts together what the gateway tells about itself. */
public final class StatusReport {
  /** Connected, not yet, or not needed now. */
  private static final Set<ChannelState> WELL =
      EnumSet.of(ChannelState.CONNECTED, ChannelState.STARTING, ChannelState.STANDBY);

  private final ChannelSupervisor channels;
  private final MessageStore store;
  private final String version;
  private final Instant startedAt;

  @Inject
  public StatusReport(
      ChannelSupervisor channels, MessageStore store, Clock clock, HostVersion version) {
    this.channels = channels;
    this.store = store;
    this.version = version.text();
    this.startedAt = clock.instant();
  }

  GatewayStatus status() {
    return new GatewayStatus(
        version,
        text(Optional.of(startedAt)),
        store.pending(Queue.INBOX),
        store(store.status()),
        channels.statuses().stream().map(StatusReport::channel).toList());
  }

  /** Whether messages can be stored, and every enabled channel is well. */
  boolean healthy() {
    return store.status().working()
        && channels.started()
        && channels.statuses().stream().map(ChannelStatus::state).allMatch(WELL::contains);
  }

  String storeState() {
    return store.status().working() ? "ok" : "failed";
  }

  Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    channels.statuses().forEach(channel -> states.put(channel.name(), channel.state().name()));
    return states;
  }

  private static GatewayStatus.Store store(StoreStatus status) {
    return new GatewayStatus.Store(
        status.engine(),
        status.working() ? "WORKING" : "FAILED",
        status.reason(),
        text(Optional.of(status.since())));
  }

  private static GatewayStatus.Channel channel(ChannelStatus status) {
    return new GatewayStatus.Channel(
        status.name(),
        status.type(),
        status.state().name(),
        status.reason(),
        text(Optional.of(status.since())),
        text(status.nextAttempt()),
        text(status.lastAlive()));
  }

  private static String text(Optional<Instant> time) {
    return time.map(t -> t.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
  }
}
