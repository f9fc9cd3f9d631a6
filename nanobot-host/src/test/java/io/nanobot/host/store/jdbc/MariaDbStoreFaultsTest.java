package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.store.MariaDbServer;
import io.nanobot.host.store.TestDatabase;
import java.sql.SQLException;

/** The server ends the gateway's connections and takes no new ones of its user. */
class MariaDbStoreFaultsTest extends StoreFaults {
  private TestDatabase server;

  @Override
  Dialect dialect() throws SQLException {
    TestDatabase database = MariaDbServer.freshDatabase();
    server = database;
    server.execute("CREATE OR REPLACE USER gateway@127.0.0.1 IDENTIFIED BY 'secret'");
    server.execute("GRANT ALL ON *.* TO gateway@127.0.0.1");
    return new MariaDbDialect(database.url(), "gateway", Secret.of("secret"));
  }

  @Override
  void breakDown() throws SQLException {
    server.execute("ALTER USER gateway@127.0.0.1 ACCOUNT LOCK");
    server.execute("KILL HARD CONNECTION USER gateway@127.0.0.1");
  }

  @Override
  void repair() throws SQLException {
    server.execute("ALTER USER gateway@127.0.0.1 ACCOUNT UNLOCK");
  }

  @Override
  String reason() {
    return "account is locked";
  }
}
