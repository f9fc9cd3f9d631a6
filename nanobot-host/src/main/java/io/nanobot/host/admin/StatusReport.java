package io.nanobot.host.admin;

import io.nanobot.host.channel.ChannelState;
import io.nanobot.host.channel.ChannelStatus;
import io.nanobot.host.channel.ChannelSupervisor;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts together what the gateway tells about itself. */
public final class StatusReport {
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
        channels.statuses().stream().map(StatusReport::channel).toList());
  }

  /** Whether every enabled channel is connected, or has not had the time yet. */
  boolean healthy() {
    return channels.started()
        && channels.statuses().stream()
            .map(ChannelStatus::state)
            .allMatch(state -> state == ChannelState.CONNECTED || state == ChannelState.STARTING);
  }

  Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    channels.statuses().forEach(channel -> states.put(channel.name(), channel.state().name()));
    return states;
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
