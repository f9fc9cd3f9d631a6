package io.nanobot.host.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.store.PowerCut.Aftermath;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the simulation tells a program that flushes from one that does not. */
final class PowerCutTest {
  private static final String FILE = "rows.db";

  @TempDir private Path scratch;

  @Test
  void leavesWhatWasFlushedBeforeItWasAcknowledged() throws Exception {
    // Few pages, so that the log is also written back to the database, and begun anew.
    Aftermath aftermath = PowerCut.after(200, scratch, WritesRows.class, "WAL", "FULL", "20");

    assertThat(rows(aftermath)).containsAll(aftermath.acknowledged());
    assertThat(aftermath.syncs()).isGreaterThanOrEqualTo(aftermath.acknowledged().size());
  }

  @Test
  void takesWhatWasOnlyWritten() throws Exception {
    // Without writing back, which would flush now and then.
    Aftermath aftermath = PowerCut.after(200, scratch, WritesRows.class, "WAL", "NORMAL", "0");

    assertThat(rows(aftermath)).doesNotContainAnyElementsOf(aftermath.acknowledged());
  }

  @Test
  void doesNotBringBackWhatWasDeletedWithItsFolderFlushed() throws Exception {
    // A journal that came back would undo the last commit: its deletion is what commits.
    Aftermath aftermath = PowerCut.after(200, scratch, WritesRows.class, "DELETE", "EXTRA", "0");

    assertThat(rows(aftermath)).containsAll(aftermath.acknowledged());
  }

  private static List<String> rows(Aftermath aftermath) throws SQLException {
    try (Connection connection = open(aftermath.disk());
        Statement statement = connection.createStatement()) {
      try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
        assertThat(check.getString(1)).isEqualTo("ok");
      }
      List<String> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery("SELECT id FROM rows")) {
        while (found.next()) {
          rows.add(found.getString(1));
        }
      }
      return rows;
    }
  }

  private static Connection open(Path folder) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(FILE));
  }

  /** Commits and acknowledges one row after the other, until it is killed. */
  static final class WritesRows {
    private WritesRows() {}

    /** The folder, SQLite's journal_mode and synchronous, and how many pages its log may have. */
    public static void main(String[] arguments) throws SQLException {
      try (Connection connection = open(Path.of(arguments[0]));
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode = " + arguments[1]);
        statement.execute("PRAGMA synchronous = FULL");
        statement.execute("CREATE TABLE rows (id TEXT PRIMARY KEY)");
        statement.execute("PRAGMA synchronous = " + arguments[2]);
        statement.execute("PRAGMA wal_autocheckpoint = " + arguments[3]);
        for (int i = 0; ; i++) {
          statement.execute("INSERT INTO rows VALUES ('" + i + "')");
          PowerCut.acknowledge(Integer.toString(i));
        }
      }
    }
  }
}
