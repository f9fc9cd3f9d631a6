package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.store.PostgresServer;
import io.nanobot.host.store.TestDatabase;
import java.sql.SQLException;

/** The server ends all connections and takes no new ones. */
class PostgresStoreFaultsTest extends StoreFaults {
  private TestDatabase database;
  private TestDatabase server;

  @Override
  Dialect dialect() {
    database = PostgresServer.freshDatabase();
    server = PostgresServer.freshDatabase();
    return new PostgresDialect(database.url(), database.user(), Secret.of(database.password()));
  }

  @Override
  void breakDown() throws SQLException {
    String name = database.ask("SELECT current_database()");
    server.execute("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(name));
    server.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '%s'"
            .formatted(name));
  }

  @Override
  void repair() throws SQLException {
    server.execute(
        "DO $$ BEGIN EXECUTE (SELECT format('ALTER DATABASE %I ALLOW_CONNECTIONS true', datname)"
            + " FROM pg_database WHERE NOT datallowconn AND NOT datistemplate); END $$");
  }

  @Override
  String reason() {
    return "is not currently accepting connections";
  }
}
