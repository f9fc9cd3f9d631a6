package io.nanobot.host.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.host.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;

/**
 * Brings the tables of a store to the form that this version knows. Each form has a number and a
 * script {@code V<number>.sql} per dialect, which leads to it from the one before and is never
 * changed once it was released.
 */
final class Migrations {
  static final int LATEST = 1;

  private final Dialect dialect;

  Migrations(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Applies what is missing.
   *
   * @throws StoreException if the tables were made by a newer version
   */
  void run(Session session) throws SQLException {
    run(session, LATEST);
  }

  void run(Session session, int target) throws SQLException {
    dialect.lockForMigration(session);
    session.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)");
    long version = version(session);
    if (version > LATEST) {
      throw new StoreException(
          "The tables of the store are of version %d, which a newer nanobot has made; this one knows version %d. Use the newer nanobot."
              .formatted(version, LATEST));
    }
    for (int next = (int) version + 1; next <= target; next++) {
      apply(session, next);
    }
    session.commit();
    dialect.unlockAfterMigration(session);
  }

  /** 0 if nothing is there yet. */
  static long version(Session session) throws SQLException {
    return session.number("SELECT MAX(version) FROM schema_version");
  }

  private void apply(Session session, int version) throws SQLException {
    for (String statement : script(version).split(";\\s*\\R", -1)) {
      if (!statement.isBlank()) {
        session.execute(statement);
      }
    }
    session.update("INSERT INTO schema_version (version) VALUES (?)", version);
  }

  private String script(int version) {
    String name = "/io/nanobot/host/store/%s/V%d.sql".formatted(dialect.migrations(), version);
    try (InputStream script = Migrations.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException("no script " + name);
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
