package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Queue;
import java.sql.SQLException;
import java.util.Map;

/** Counts what waits; between two changes, so that none is missed or counted twice. */
final class Recount extends Change<Map<Queue, Long>> {
  private final Backlog backlog;

  Recount(Backlog backlog) {
    this.backlog = backlog;
  }

  @Override
  void declare(UnitOfWork work) {
    // about all lanes, and changes none
  }

  @Override
  Map<Queue, Long> apply(UnitOfWork work) throws SQLException {
    Map<Queue, Long> counted = LaneTable.backlog(work.session());
    backlog.set(counted);
    return counted;
  }

  @Override
  boolean outlastsFaults() {
    return false;
  }
}
