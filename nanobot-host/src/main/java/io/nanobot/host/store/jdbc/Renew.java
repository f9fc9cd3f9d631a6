package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Leases are prolonged, even those that have run out but were given to nobody else yet. */
final class Renew extends Change<List<Lease>> {
  private final List<Lease> leases;
  private final Duration duration;

  Renew(Collection<Lease> leases, Duration duration) {
    this.leases = List.copyOf(leases);
    this.duration = duration;
  }

  @Override
  void declare(UnitOfWork work) {
    leases.forEach(lease -> work.needLane(lease.laneId()));
  }

  @Override
  List<Lease> apply(UnitOfWork work) {
    List<Lease> renewed = new ArrayList<>();
    for (Lease lease : leases) {
      LaneRow row = work.held(lease);
      if (row != null && !row.isIdle()) {
        row.visibleAt = OptionalLong.of(work.now() + duration.toMillis());
        renewed.add(work.leaseOf(row, duration));
        if (row.isStopped()) {
          work.tellStopped(row); // it may be another gateway that was told
        }
      }
    }
    return renewed;
  }

  /** Leases that could not be prolonged in time are not to be prolonged later. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
