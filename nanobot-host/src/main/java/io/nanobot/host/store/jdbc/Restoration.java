package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreCopied;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoreReport;
import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Fills an empty store from a backup, whole or not at all. */
final class Restoration {
  private final StoreTools tools;
  private final Dialect dialect;

  Restoration(StoreTools tools) {
    this.tools = tools;
    this.dialect = tools.dialect();
  }

  /**
   * Fills it.
   *
   * @throws StoreException if the store is not empty or in use, or the backup is none
   */
  StoreCopied from(Backup backup) {
    backup.requireReadable();
    if (!(dialect instanceof SqliteDialect sqlite)) {
      return fill(backup);
    }
    FileLock lock = lock(sqlite.file());
    try {
      return fill(backup);
    } finally {
      lock.close();
    }
  }

  private static FileLock lock(Path file) {
    try {
      OwnerOnly.createDirectories(file.getParent());
      if (Files.notExists(file)) {
        OwnerOnly.createFile(file);
      }
      return FileLock.of(file);
    } catch (IOException e) {
      throw new StoreException(
          "The folder of the message store can not be written (%s). Run the command as the user of the gateway."
              .formatted(e.getMessage()),
          e);
    }
  }

  private StoreCopied fill(Backup backup) {
    return tools.change(
        session -> {
          new Migrations(dialect).run(session);
          session.executeAll(EngineSql.of(dialect).patience());
          // A gateway that starts meanwhile waits for this lock, or does not start.
          dialect.lockForMigration(session);
          refuseUnlessFree(session);
          StoreCopied copied = backup.copyInto(session, dialect);
          session.commit();
          dialect.unlockAfterMigration(session);
          return copied;
        });
  }

  private void refuseUnlessFree(Session session) throws SQLException {
    for (String table :
        List.of(
            "lane",
            "message",
            "dead_letter",
            "pairing",
            "pairing_request",
            "seen_sender",
            "exchange",
            "notice")) {
      if (session.number("SELECT COUNT(*) FROM " + table) > 0) {
        throw new StoreException(
            "The message store (%s) is not empty, and nothing was changed. Restore into a new file or a new database: see store.url."
                .formatted(dialect.name()));
      }
    }
    // A file has a lock instead; what its last gateway held has ended with it.
    List<StoreReport.Holder> holders =
        dialect.isShared() ? Survey.holders(session, dialect.now(session)) : List.of();
    if (!holders.isEmpty()) {
      throw new StoreException(
          "A gateway works on the message store (%s): %s holds the connection of %s. Stop it first."
              .formatted(dialect.name(), holders.get(0).owner(), holders.get(0).channel()));
    }
  }
}
