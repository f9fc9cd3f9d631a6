package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.store.PostgresServer;
import io.nanobot.host.store.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The server is stopped and started again, as for an upgrade. */
class StoppedPostgresTest extends StoreFaults {
  @TempDir private Path directory;
  private PostgresServer server;

  @Override
  Dialect dialect() {
    PostgresServer.requireRunnable();
    server = PostgresServer.of(directory.resolve("data"));
    TestDatabase database = server.database();
    return new PostgresDialect(database.url(), database.user(), Secret.of(database.password()));
  }

  @Override
  void breakDown() throws Exception {
    server.stop();
  }

  @Override
  void repair() {
    server.startAgain();
  }

  @Override
  String reason() {
    return "refused";
  }

  @AfterEach
  void end() throws Exception {
    if (server != null) {
      close();
      server.stop();
    }
  }
}
