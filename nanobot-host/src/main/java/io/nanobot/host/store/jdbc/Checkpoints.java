package io.nanobot.host.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what SQLite has committed from its log into the file. Beside the commits, because inside
 * of one it would make everybody wait; only the last bit of a log that has grown long is done
 * between two commits, since SQLite begins a log anew only when all of it has been brought over.
 */
final class Checkpoints implements Dialect.Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
  private static final Duration PERIOD = Duration.ofMillis(250);

  /** Each checkpoint is felt by the commits beside it, so a few changes are not worth one ... */
  private static final int MANY_CHANGES = 2_000;

  /** ... before so much time has gone by. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** In pages of 4 KiB. */
  private static final int LONG_LOG = 8_192;

  private final SqliteDialect dialect;
  private final GroupCommit commits;
  private final Thread thread = new Thread(this::run, "store-checkpoint");
  private Session session;
  private volatile boolean closed;

  Checkpoints(SqliteDialect dialect, GroupCommit commits) {
    this.dialect = dialect;
    this.commits = commits;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long seen = 0;
    long last = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(PERIOD.toNanos());
      long changes = commits.committed() - seen;
      boolean due = System.nanoTime() - last > LONGEST_PAUSE.toNanos();
      if (changes >= MANY_CHANGES || (changes > 0 && due)) {
        seen += changes;
        last = System.nanoTime();
        if (checkpoint() > LONG_LOG) {
          checkpoint(); // what came meanwhile, so that little is left for the pause
          commits.between(this::checkpoint);
        }
      }
    }
    disconnect();
  }

  /** Returns how long the log is. */
  private synchronized long checkpoint() {
    if (closed) {
      return 0;
    }
    try {
      if (session == null) {
        session = dialect.openCheckpointer();
      }
      return session
          .first("PRAGMA wal_checkpoint(PASSIVE)", result -> result.getLong(2))
          .orElse(0L);
    } catch (SQLException e) {
      log.debug("No checkpoint was made", e); // commits tell if the disk does not work
      disconnect();
      return 0;
    }
  }

  private synchronized void disconnect() {
    if (session != null) {
      session.close();
      session = null;
    }
  }
}
