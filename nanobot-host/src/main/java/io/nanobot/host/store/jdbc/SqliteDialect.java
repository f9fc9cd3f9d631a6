package io.nanobot.host.store.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** A file on this machine, in the hands of one gateway. */
final class SqliteDialect implements Dialect {
  private static final int BUSY_MILLIS = 5_000;
  private static final int FULL = 2;

  /** Primary result codes that say nothing about the statement: what is in the lowest byte. */
  private static final Set<Integer> DOWN =
      Set.of(
          SQLiteErrorCode.SQLITE_PERM.code,
          SQLiteErrorCode.SQLITE_BUSY.code,
          SQLiteErrorCode.SQLITE_LOCKED.code,
          SQLiteErrorCode.SQLITE_NOMEM.code,
          SQLiteErrorCode.SQLITE_READONLY.code,
          SQLiteErrorCode.SQLITE_IOERR.code,
          SQLiteErrorCode.SQLITE_CORRUPT.code,
          SQLiteErrorCode.SQLITE_FULL.code,
          SQLiteErrorCode.SQLITE_CANTOPEN.code,
          SQLiteErrorCode.SQLITE_NOTADB.code);

  private final Path file;
  private final InstantSource clock;
  private final SQLiteConfig.SynchronousMode synchronous;

  SqliteDialect(Path file, InstantSource clock) {
    this(file, clock, SQLiteConfig.SynchronousMode.FULL);
  }

  /** With less than full durability only to show what that loses. */
  SqliteDialect(Path file, InstantSource clock, SQLiteConfig.SynchronousMode synchronous) {
    this.file = file;
    this.clock = clock;
    this.synchronous = synchronous;
  }

  Path file() {
    return file;
  }

  @Override
  public String name() {
    return "SQLite " + file;
  }

  @Override
  public Session open() throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(synchronous);
    Connection connection = connect(config);
    try {
      requireDurability(Session.autoCommitting(connection));
      // A transaction that turns to writing later is refused at once when somebody else writes.
      return Session.transactional(connection, "BEGIN IMMEDIATE");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Session openReader() throws SQLException {
    SQLiteConfig config = config();
    Session session = Session.autoCommitting(connect(config));
    session.execute("PRAGMA query_only = 1");
    return session;
  }

  /** Opens a connection that moves what others have committed, and changes nothing. */
  Session openCheckpointer() throws SQLException {
    SQLiteConfig config = config();
    config.setSynchronous(synchronous);
    return Session.autoCommitting(connect(config));
  }

  @Override
  public Upkeep upkeep(GroupCommit commits) {
    Checkpoints checkpoints = new Checkpoints(this, commits);
    checkpoints.start();
    return checkpoints;
  }

  /** What SQLite does can not be told from what it was asked for: a build may have other limits. */
  private void requireDurability(Session session) throws SQLException {
    // macOS: fsync alone does not reach the disk there.
    session.execute("PRAGMA fullfsync = 1");
    session.execute("PRAGMA checkpoint_fullfsync = 1");
    long mode = session.number("PRAGMA synchronous");
    String journal =
        session.first("PRAGMA journal_mode", result -> result.getString(1)).orElse("none");
    if ((synchronous == SQLiteConfig.SynchronousMode.FULL && mode != FULL)
        || !journal.equals("wal")) {
      throw new SQLException(
          "SQLite does not keep what is committed here (journal_mode %s, synchronous %d)"
              .formatted(journal, mode));
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    // Checkpoints are made beside the commits, not inside of them.
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
    return config;
  }

  private Connection connect(SQLiteConfig config) throws SQLException {
    return config.createConnection("jdbc:sqlite:" + file);
  }

  /** Leases are this process's own, and must not end because somebody sets the machine's clock. */
  @Override
  public long now(Session session) {
    return clock.millis();
  }

  /** Whoever writes has the whole file. */
  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public String insertUnlessPresent(String table, String columns) {
    return "INSERT INTO %s (%s) VALUES %s ON CONFLICT DO NOTHING"
        .formatted(table, columns, Dialect.values(columns));
  }

  @Override
  public String migrations() {
    return "sqlite";
  }

  @Override
  public void lockForMigration(Session session) {
    // Every transaction that writes has the whole file.
  }

  @Override
  public void unlockAfterMigration(Session session) {
    // The lock ends with the transaction.
  }

  @Override
  public List<String> durabilityWarnings(Session session) {
    return List.of();
  }

  @Override
  public Fault classify(SQLException failure) {
    if (failure instanceof UnitOfWork.LaneVanished) {
      return Fault.RACE;
    }
    int code = failure.getErrorCode() & 0xff;
    return code == 0 || DOWN.contains(code) ? Fault.DOWN : Fault.REFUSED;
  }

  @Override
  public boolean isShared() {
    return false;
  }
}
