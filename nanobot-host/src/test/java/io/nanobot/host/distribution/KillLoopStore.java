package io.nanobot.host.distribution;

import io.nanobot.host.store.MariaDbServer;
import io.nanobot.host.store.PostgresServer;
import io.nanobot.host.store.TestDatabase;
import java.util.Locale;
import java.util.Optional;

/** Where the gateways of the kill loop keep their messages. */
enum KillLoopStore {
  SQLITE("SQLite", 1),
  POSTGRESQL("PostgreSQL", 3),
  MARIADB("MariaDB", 3);

  private final String title;
  private final int gateways;

  KillLoopStore(String title, int gateways) {
    this.title = title;
    this.gateways = gateways;
  }

  static KillLoopStore named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** With an empty database where one is needed; skips the test where there is no server for it. */
  KillLoopSettings settings(int kills, long seed) {
    return KillLoopSettings.of(title, database(), gateways, kills, seed);
  }

  /** SQLite needs no server: its file is in the gateway's workspace. */
  private Optional<TestDatabase> database() {
    return switch (this) {
      case SQLITE -> Optional.empty();
      case POSTGRESQL -> Optional.of(PostgresServer.freshDatabase());
      case MARIADB -> Optional.of(MariaDbServer.freshDatabase());
    };
  }
}
