package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Sighting;
import java.sql.SQLException;

/** Somebody wrote. */
final class See extends Change<Void> {
  private final Sighting sighting;

  See(Sighting sighting) {
    this.sighting = sighting;
  }

  @Override
  void declare(UnitOfWork work) {
    // about no lane
  }

  @Override
  Void apply(UnitOfWork work) throws SQLException {
    if (!SeenTable.update(work.session(), sighting, work.now())) {
      SeenTable.insert(work, sighting);
      SeenTable.trim(work.session(), sighting.person().channel());
    }
    return null;
  }

  /** They are seen again the next time. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
