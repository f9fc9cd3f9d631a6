package io.nanobot.host.store.jdbc;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else, a backup program for example, has the file and does not let go of it. */
class SqliteLockedTest extends StoreFaults {
  @TempDir private Path directory;
  private SqliteDialect dialect;
  private Session other;

  @Override
  Dialect dialect() {
    dialect = new SqliteDialect(directory.resolve("messages.db"), new SteadyClock());
    return dialect;
  }

  @Override
  void breakDown() throws SQLException {
    other = dialect.open();
    other.update("UPDATE heartbeat SET beat_at = 0");
  }

  @Override
  void repair() throws SQLException {
    other.rollback();
    other.close();
  }

  @Override
  String reason() {
    return "locked";
  }
}
