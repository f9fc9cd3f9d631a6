package io.nanobot.host.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlitePairingsTest extends PairingsContract {
  @TempDir private Path directory;

  @Override
  Dialect dialect() {
    return new SqliteDialect(directory.resolve("messages.db"), new SteadyClock());
  }
}
