package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;

/** A lane is left as it is, for whoever comes next. */
final class Release extends Change<Void> {
  private final Lease lease;

  Release(Lease lease) {
    this.lease = lease;
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(lease.laneId());
  }

  @Override
  Void apply(UnitOfWork work) {
    LaneRow row = work.held(lease);
    if (row != null) {
      row.leave(work.now());
    }
    return null;
  }
}
