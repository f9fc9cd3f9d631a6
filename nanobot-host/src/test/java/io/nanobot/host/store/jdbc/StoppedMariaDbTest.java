package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.store.MariaDbServer;
import io.nanobot.host.store.TestDatabase;
import org.junit.jupiter.api.AfterAll;

/** The server is stopped and started again, as for an upgrade. */
class StoppedMariaDbTest extends StoreFaults {
  private static MariaDbServer server;

  @Override
  Dialect dialect() {
    MariaDbServer.requireInstalled();
    if (server == null) {
      server = MariaDbServer.start();
    }
    TestDatabase database = server.database();
    return new MariaDbDialect(database.url(), database.user(), Secret.of(database.password()));
  }

  @Override
  void breakDown() throws Exception {
    server.stop();
  }

  @Override
  void repair() throws Exception {
    server.startAgain();
  }

  @Override
  String reason() {
    return "Connection refused";
  }

  @AfterAll
  static void end() throws Exception {
    if (server != null) {
      server.stop();
    }
  }
}
