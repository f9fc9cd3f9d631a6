package io.nanobot.host.store.jdbc;

import java.util.List;
import java.util.Optional;

/**
 * What only the commands need to say differently to each engine.
 *
 * @param tables counts the tables that every store has, of which there is one
 * @param patience after these, a transaction may rest, as it does while the other end of a copy is
 *     slow
 * @param snapshot after these, a session sees the store as it is now, whatever others change
 * @param overriding what an INSERT needs for rows that bring their numbers along
 */
record EngineSql(String tables, List<String> patience, List<String> snapshot, String overriding) {
  private static final EngineSql SQLITE =
      new EngineSql(
          "SELECT COUNT(*) FROM sqlite_master WHERE name = 'schema_version'",
          List.of(),
          List.of("BEGIN"),
          "");

  private static final EngineSql POSTGRESQL =
      new EngineSql(
          "SELECT COUNT(*) FROM information_schema.tables"
              + " WHERE table_name = 'schema_version' AND table_schema = current_schema()",
          List.of("SET idle_in_transaction_session_timeout = 0"),
          List.of("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"),
          "OVERRIDING SYSTEM VALUE ");

  private static final EngineSql MARIADB =
      new EngineSql(
          "SELECT COUNT(*) FROM information_schema.tables"
              + " WHERE table_name = 'schema_version' AND table_schema = DATABASE()",
          List.of("/*M! SET idle_transaction_timeout = 0 */"),
          List.of(
              "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
              "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"),
          "");

  EngineSql {
    patience = List.copyOf(patience);
    snapshot = List.copyOf(snapshot);
  }

  static EngineSql of(Dialect dialect) {
    return switch (dialect.migrations()) {
      case "sqlite" -> SQLITE;
      case "postgresql" -> POSTGRESQL;
      case "mariadb" -> MARIADB;
      default -> throw new IllegalArgumentException("no engine: " + dialect.migrations());
    };
  }

  /** Inserts rows that bring their numbers along. */
  String insertNumbered(String table, String columns) {
    return "INSERT INTO %s (%s) %sVALUES %s"
        .formatted(table, columns, overriding, Dialect.values(columns));
  }

  /** Lets the database count on from there. The others look at the numbers themselves. */
  Optional<String> numberOn(String table, String key) {
    return equals(POSTGRESQL)
        ? Optional.of(
            "SELECT setval(pg_get_serial_sequence('%1$s', '%2$s'), (SELECT COALESCE(MAX(%2$s), 0) + 1 FROM %1$s), false)"
                .formatted(table, key))
        : Optional.empty();
  }
}
