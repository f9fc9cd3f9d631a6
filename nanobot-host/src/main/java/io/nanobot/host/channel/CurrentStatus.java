package io.nanobot.host.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What one channel is told about. Any thread. */
final class CurrentStatus {
  private final ChannelAssembly assembly;
  private final Clock clock;
  private volatile ChannelStatus status;
  private volatile Instant lastAlive;

  CurrentStatus(ChannelAssembly assembly, Clock clock) {
    this.assembly = assembly;
    this.clock = clock;
    enter(ChannelState.STARTING, "", Optional.empty());
  }

  ChannelStatus get() {
    ChannelStatus current = status;
    return new ChannelStatus(
        current.name(),
        current.type(),
        current.state(),
        current.reason(),
        current.since(),
        current.nextAttempt(),
        Optional.ofNullable(lastAlive));
  }

  ChannelState state() {
    return status.state();
  }

  void alive() {
    lastAlive = clock.instant();
  }

  synchronized void enter(ChannelState state, String reason, Optional<Instant> next) {
    if (status == null || status.state() != ChannelState.STOPPED) {
      // a thread that did not end in time has nothing to say any more
      set(state, reason, clock.instant(), next);
    }
  }

  /** The state lasts, and there is this to say about it. */
  synchronized void remark(String reason) {
    set(status.state(), reason, status.since(), status.nextAttempt());
  }

  private void set(ChannelState state, String reason, Instant since, Optional<Instant> next) {
    status =
        new ChannelStatus(
            assembly.name(), assembly.type(), state, reason, since, next, Optional.empty());
  }
}
