package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** MariaDB 10.6 or newer, MySQL 8 or newer, and what speaks their dialect. */
final class MariaDbDialect extends ServerDialect {
  private static final int SECONDS_TO_MIGRATE = 60;

  private static final List<String> SETTINGS =
      List.of(
          "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
          "SET time_zone = '+00:00'",
          "SET innodb_lock_wait_timeout = 5",
          // A gateway that freezes inside a transaction must not hold up the others. MySQL has no
          // such setting, and does not read this comment.
          "/*M! SET idle_transaction_timeout = 5 */");

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "connectTimeout",
          "5000",
          "socketTimeout",
          "35000",
          "useServerPrepStmts",
          "true",
          // One package for a batch, and not one for each of its rows.
          "useBulkStmts",
          "true");

  MariaDbDialect(String url, String user, Secret password) {
    super("MariaDB", url, user, password, PROPERTIES, SETTINGS);
  }

  @Override
  public long now(Session session) throws SQLException {
    return session.number("SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS UNSIGNED)");
  }

  @Override
  public String insertUnlessPresent(String table, String columns) {
    return "INSERT IGNORE INTO %s (%s) VALUES %s"
        .formatted(table, columns, Dialect.values(columns));
  }

  @Override
  public String migrations() {
    return "mariadb";
  }

  /** Tables are made outside of transactions here, so the lock belongs to the session. */
  @Override
  public void lockForMigration(Session session) throws SQLException {
    if (session.number("SELECT GET_LOCK('nanobot', ?)", SECONDS_TO_MIGRATE) != 1) {
      throw new SQLException("another gateway has been changing the tables for a minute");
    }
  }

  @Override
  public void unlockAfterMigration(Session session) throws SQLException {
    session.number("SELECT RELEASE_LOCK('nanobot')");
  }

  @Override
  public List<String> durabilityWarnings(Session session) throws SQLException {
    long mode = session.number("SELECT @@innodb_flush_log_at_trx_commit");
    session.commit();
    return mode == 1
        ? List.of()
        : List.of(
            "The database runs with innodb_flush_log_at_trx_commit = %d: a power cut loses messages that were acknowledged. Set it to 1."
                .formatted(mode));
  }
}
