package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** PostgreSQL 14 or newer, and what speaks its dialect. */
final class PostgresDialect implements Dialect {
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

  private final String url;
  private final String user;
  private final Secret password;

  PostgresDialect(String url, String user, Secret password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  @Override
  public String name() {
    return "PostgreSQL " + Urls.shown(url);
  }

  @Override
  public Session open() throws SQLException {
    return Session.transactional(connect());
  }

  @Override
  public Session openReader() throws SQLException {
    return Session.autoCommitting(connect());
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password.reveal());
    properties.setProperty("ApplicationName", "nanobot");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "35");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("reWriteBatchedInserts", "true");
    // Details quote the values, which are people's messages.
    properties.setProperty("logServerErrorDetail", "false");
    return ServerConnection.open(url, properties, SETTINGS);
  }

  @Override
  public long now(Session session) throws SQLException {
    return session.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint");
  }

  @Override
  public String forUpdate() {
    return " FOR UPDATE";
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

  @Override
  public Fault classify(SQLException failure) {
    return ServerFaults.classify(failure);
  }

  @Override
  public boolean isShared() {
    return true;
  }
}
