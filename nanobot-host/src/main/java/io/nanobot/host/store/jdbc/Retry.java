package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore.Failure;
import io.nanobot.host.store.WellFormed;
import java.time.Duration;

/** A message failed and is tried again after a pause, in which its lane waits. */
final class Retry extends Change<Failure> {
  private final Lease lease;
  private final long position;
  private final Duration pause;
  private final String reason;

  Retry(Lease lease, long position, Duration pause, String reason) {
    this.lease = lease;
    this.position = position;
    this.pause = pause;
    this.reason = WellFormed.text(reason);
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(lease.laneId());
  }

  @Override
  Failure apply(UnitOfWork work) {
    LaneRow row = work.held(lease);
    if (row == null || row.last() != position) {
      return Failure.FENCED;
    }
    row.attempts++;
    row.reason = reason;
    row.leave(row.isStopped() ? work.now() : work.now() + pause.toMillis());
    return Failure.RETRY;
  }
}
