package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import java.util.OptionalLong;

/** The first messages of a lane become one, for whoever works on the lane from now on. */
final class Join extends Change<OptionalLong> {
  private final Lease lease;
  private final long last;

  Join(Lease lease, long last) {
    this.lease = lease;
    this.last = last;
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(lease.laneId());
  }

  @Override
  OptionalLong apply(UnitOfWork work) {
    LaneRow row = work.held(lease);
    if (row == null || last < row.head || last > row.tail) {
      return OptionalLong.empty();
    }
    if (row.joined < row.head) {
      row.joined = row.isStopped() ? Math.min(last, row.stopped) : last;
    }
    return OptionalLong.of(row.joined);
  }
}
