package io.nanobot.host.store.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMessageStoreTest extends MessageStoreContract {
  @TempDir private Path directory;

  @Override
  Dialect dialect() {
    return new SqliteDialect(directory.resolve("messages.db"), new SteadyClock());
  }
}
