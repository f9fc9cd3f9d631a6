package io.nanobot.host.store.jdbc;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;

/** A store in a file, for tests of what stands above it. */
public final class SqliteStore {
  private SqliteStore() {}

  /** Opens the store of a folder; what was in it before is there again. */
  public static JdbcMessageStore open(Path folder) {
    return open(folder, 100_000);
  }

  public static JdbcMessageStore open(Path folder, int capacity) {
    Dialect dialect = new SqliteDialect(folder.resolve("messages.db"), new SteadyClock());
    return JdbcMessageStore.open(dialect, "test", capacity, Clock.systemUTC(), () -> {});
  }

  /** With another idea of what time it is. */
  public static JdbcMessageStore open(Path folder, InstantSource clock) {
    Dialect dialect = new SqliteDialect(folder.resolve("messages.db"), clock);
    return JdbcMessageStore.open(dialect, "test", 100_000, Clock.systemUTC(), () -> {});
  }
}
