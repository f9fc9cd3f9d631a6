package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.DeadLetter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

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

  /** Does to the first message of a conversation what another gateway's stop does. */
  public static void markStopped(Path folder, String conversation) {
    Dialect dialect = new SqliteDialect(folder.resolve("messages.db"), new SteadyClock());
    try (Session session = dialect.open()) {
      session.update(
          "UPDATE lane SET stopped = tail WHERE queue = 'in' AND conversation = ?", conversation);
      session.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was given up in the store of a folder. */
  public static List<DeadLetter> deadLetters(Path folder) {
    Dialect dialect = new SqliteDialect(folder.resolve("messages.db"), new SteadyClock());
    List<DeadLetter> letters = new ArrayList<>();
    new StoreTools(dialect).deadLetters().forEach(letter -> true, letters::add);
    return letters;
  }
}
