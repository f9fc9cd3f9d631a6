package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** PostgreSQL 14 or newer, and what speaks its dialect. */
final class PostgresDialect extends ServerDialect {
  private static final long MIGRATION_LOCK = 0x6e616e6f626f74L; // "nanobot"

  private static final List<String> SETTINGS =
      List.of(
          "SET synchronous_commit = on",
          "SET default_transaction_isolation = 'read committed'",
          // Plans are kept, and those made while the tables were empty would read them whole.
          "SET enable_seqscan = off",
          // A gateway that freezes inside a transaction must not hold up the others.
          "SET idle_in_transaction_session_timeout = '5s'",
          "SET lock_timeout = '5s'",
          "SET statement_timeout = '30s'");

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "ApplicationName",
          "nanobot",
          "connectTimeout",
          "5",
          "socketTimeout",
          "35",
          "reWriteBatchedInserts",
          "true",
          // Details quote the values, which are people's messages.
          "logServerErrorDetail",
          "false");

  PostgresDialect(String url, String user, Secret password) {
    super("PostgreSQL", url, user, password, PROPERTIES, SETTINGS);
  }

  @Override
  public long now(Session session) throws SQLException {
    return session.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
  }

  @Override
  public String insertUnlessPresent(String table, String columns) {
    return "INSERT INTO %s (%s) VALUES %s ON CONFLICT DO NOTHING"
        .formatted(table, columns, Dialect.values(columns));
  }

  @Override
  public String migrations() {
    return "postgresql";
  }

  @Override
  public void lockForMigration(Session session) throws SQLException {
    session.query("SELECT pg_advisory_xact_lock(?)", result -> null, MIGRATION_LOCK);
  }

  @Override
  public void unlockAfterMigration(Session session) {
    // The lock ends with the transaction.
  }

  @Override
  public List<String> durabilityWarnings(Session session) throws SQLException {
    List<String> warnings = new ArrayList<>();
    for (String setting : List.of("fsync", "full_page_writes")) {
      String value = session.first("SHOW " + setting, result -> result.getString(1)).orElse("?");
      if (!value.toLowerCase(Locale.ROOT).equals("on")) {
        warnings.add(
            "PostgreSQL runs with %s = %s: a power cut loses messages that were acknowledged. Set it to on."
                .formatted(setting, value));
      }
    }
    session.commit();
    return warnings;
  }
}
