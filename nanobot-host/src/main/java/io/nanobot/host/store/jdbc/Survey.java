package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoreReport;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts what a store holds. */
final class Survey {
  private static final String WAITING =
      "SELECT l.queue, SUM(l.tail - l.head + 1), COUNT(*),"
          + " SUM(CASE WHEN l.owner IS NOT NULL AND l.visible_at > ? THEN 1 ELSE 0 END),"
          + " MIN(m.created_at)"
          + " FROM lane l LEFT JOIN message m ON m.lane = l.id AND m.pos = l.head"
          + " WHERE l.visible_at IS NOT NULL GROUP BY l.queue ORDER BY l.queue";

  private Survey() {}

  static StoreReport of(Dialect dialect, Session session) throws SQLException {
    long version = Migrations.version(session);
    long now = dialect.now(session);
    return new StoreReport(
        dialect.name(),
        version,
        bytes(dialect),
        session.query(WAITING, result -> waiting(result, now), now),
        session.number("SELECT COUNT(*) FROM dead_letter"),
        holders(session, now));
  }

  private static StoreReport.Waiting waiting(ResultSet result, long now) throws SQLException {
    long oldest = result.getLong(5);
    Optional<Duration> age =
        result.wasNull()
            ? Optional.empty()
            : Optional.of(Duration.ofMillis(Math.max(0, now - oldest)));
    return new StoreReport.Waiting(
        new Queue(result.getString(1)),
        result.getLong(2),
        result.getLong(3),
        result.getLong(4),
        age);
  }

  static List<StoreReport.Holder> holders(Session session, long now) throws SQLException {
    return session.query(
        "SELECT channel, place, owner, expires_at FROM connection_lease"
            + " WHERE owner <> '' AND expires_at > ? ORDER BY channel, place",
        result ->
            new StoreReport.Holder(
                result.getString(1),
                result.getInt(2),
                result.getString(3),
                Instant.ofEpochMilli(result.getLong(4))),
        now);
  }

  /** With what was committed and not yet moved into the file. */
  private static OptionalLong bytes(Dialect dialect) {
    if (dialect instanceof SqliteDialect sqlite) {
      Path file = sqlite.file();
      Path log = file.resolveSibling(file.getFileName() + "-wal");
      return OptionalLong.of(file.toFile().length() + log.toFile().length());
    }
    return OptionalLong.empty();
  }
}
