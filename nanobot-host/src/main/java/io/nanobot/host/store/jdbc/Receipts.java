package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.WellFormed;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** What platforms said when they accepted a message: their IDs, one on each line. */
final class Receipts {
  /** A row that is to be written. */
  record NewRow(long lane, long position, List<String> platformIds, long at) {}

  private static final String INSERT =
      "INSERT INTO receipt (lane, pos, platform_ids, created_at) VALUES (?, ?, ?, ?)";

  private Receipts() {}

  static void insert(Session session, Collection<NewRow> rows) throws SQLException {
    session.updateAll(INSERT, rows, Receipts::bind);
  }

  private static void bind(PreparedStatement statement, NewRow row) throws SQLException {
    statement.setLong(1, row.lane());
    statement.setLong(2, row.position());
    statement.setString(3, WellFormed.text(String.join("\n", row.platformIds())));
    statement.setLong(4, row.at());
  }
}
