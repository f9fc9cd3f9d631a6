package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lanes that seemed to wait are taken, unless somebody was quicker. */
final class Claim extends Change<List<Lease>> {
  /** What a message is marked with whose last attempt was cut off: it may have succeeded. */
  static final String INTERRUPTED = "UNCERTAIN: the gateway that was at work on it ended";

  private final List<Long> candidates;
  private final Duration duration;

  Claim(List<Long> candidates, Duration duration) {
    this.candidates = List.copyOf(candidates);
    this.duration = duration;
  }

  @Override
  void declare(UnitOfWork work) {
    candidates.forEach(work::needLane);
  }

  @Override
  List<Lease> apply(UnitOfWork work) {
    List<Lease> leases = new ArrayList<>();
    for (long id : candidates) {
      LaneRow row = work.laneIfPresent(id);
      if (row != null && row.isClaimable(work.now())) {
        if (row.owner != null && !row.owner.equals(work.owner())) {
          row.reason = INTERRUPTED;
        }
        if (row.isStopped()) {
          work.advance(row); // nobody was at it any more, and nobody has to be
        }
        if (row.isEmpty()) {
          row.leave(work.now());
        } else {
          leases.add(work.lease(row, duration));
        }
      }
    }
    return leases;
  }

  @Override
  boolean outlastsFaults() {
    return false;
  }
}
