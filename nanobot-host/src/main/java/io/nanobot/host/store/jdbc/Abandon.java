package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore.Failure;
import io.nanobot.host.store.WellFormed;
import java.sql.SQLException;

/** A message failed for good: it becomes a dead letter, and its lane goes on. */
final class Abandon extends Change<Failure> {
  private final Lease lease;
  private final long position;
  private final String reason;

  Abandon(Lease lease, long position, String reason) {
    this.lease = lease;
    this.position = position;
    this.reason = WellFormed.text(reason);
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(lease.laneId());
  }

  @Override
  Failure apply(UnitOfWork work) throws SQLException {
    LaneRow row = work.held(lease);
    if (row == null || row.last() != position) {
      return Failure.FENCED;
    }
    DeadLetterTable.bury(work.session(), row, reason, work.now());
    work.advance(row);
    row.leave(work.now());
    return Failure.DEAD;
  }
}
