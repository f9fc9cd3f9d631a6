package io.nanobot.host.store.jdbc;

import java.sql.SQLException;

/** The smallest change there is: once it is committed, the store works. */
final class Heartbeat extends Change<Void> {
  @Override
  void declare(UnitOfWork work) {
    // about no lane
  }

  @Override
  Void apply(UnitOfWork work) throws SQLException {
    work.session().update("UPDATE heartbeat SET beat_at = ? WHERE id = 1", work.now());
    return null;
  }
}
