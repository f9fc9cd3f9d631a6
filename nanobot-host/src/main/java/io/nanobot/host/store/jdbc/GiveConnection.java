package io.nanobot.host.store.jdbc;

import java.sql.SQLException;

/** This gateway leaves its place among those that are connected for a channel. */
final class GiveConnection extends Change<Void> {
  private final String channel;

  GiveConnection(String channel) {
    this.channel = channel;
  }

  @Override
  void declare(UnitOfWork work) {
    // about no lane
  }

  @Override
  Void apply(UnitOfWork work) throws SQLException {
    work.session()
        .update(
            "UPDATE connection_lease SET owner = '', expires_at = 0 WHERE channel = ? AND owner = ?",
            channel,
            work.owner());
    return null;
  }

  @Override
  boolean outlastsFaults() {
    return false; // it runs out by itself
  }
}
