package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.store.MariaDbServer;
import io.nanobot.host.store.PostgresServer;
import io.nanobot.host.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A database, named so that another JVM can open it too. */
final class BenchmarkEngine {
  private static final long CAPACITY = 10_000_000;

  private BenchmarkEngine() {}

  /** The arguments for {@link #open} of an empty database. */
  static List<String> fresh(String engine, Path folder) {
    return switch (engine) {
      case "sqlite" -> List.of(engine, folder.resolve("messages.db").toString());
      case "postgresql" -> arguments(engine, PostgresServer.freshDatabase());
      case "mariadb" -> arguments(engine, MariaDbServer.freshDatabase());
      default -> throw new IllegalArgumentException("no engine " + engine);
    };
  }

  private static List<String> arguments(String engine, TestDatabase database) {
    return List.of(engine, database.url(), database.user(), database.password());
  }

  static Dialect dialect(List<String> arguments) {
    String where = arguments.get(1);
    if (arguments.get(0).equals("sqlite")) {
      return new SqliteDialect(Path.of(where), new SteadyClock());
    }
    Secret password = Secret.of(arguments.get(3));
    return arguments.get(0).equals("postgresql")
        ? new PostgresDialect(where, arguments.get(2), password)
        : new MariaDbDialect(where, arguments.get(2), password);
  }

  static JdbcMessageStore open(List<String> arguments) {
    return JdbcMessageStore.open(
        dialect(arguments), "benchmark", CAPACITY, Clock.systemUTC(), () -> {});
  }
}
