package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreCopied;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.sqlite.SQLiteConfig;

/** A copy of a store, of whatever engine, in one SQLite file. */
final class Backup {
  private final Path file;
  private final Dialect dialect;

  Backup(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.dialect = new SqliteDialect(this.file, new SteadyClock());
  }

  /**
   * Writes it; it is there when it is complete.
   *
   * @throws StoreException if it is there already, or can not be written
   */
  StoreCopied write(StoreTools source) {
    if (Files.exists(file)) {
      throw new StoreException(
          "%s is there already, and is left as it is. Name another file.".formatted(file));
    }
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      OwnerOnly.createFile(draft);
      StoreCopied copied = fill(draft, source);
      Files.move(draft, file);
      return copied;
    } catch (IOException e) {
      throw new StoreException(
          "The backup %s can not be written (%s). Name a file in a folder that you can write."
              .formatted(file, e),
          e);
    } finally {
      delete(draft);
    }
  }

  /**
   * Copies it into a store, in one transaction.
   *
   * @throws StoreException if it is no backup of this version
   */
  StoreCopied copyInto(Session target, Dialect targetDialect) throws SQLException {
    try (Session session = openToRead()) {
      return StoreCopy.run(session, target, targetDialect);
    }
  }

  /**
   * Looks whether it could be copied.
   *
   * @throws StoreException if it is no backup of this version
   */
  void requireReadable() {
    openToRead().close();
  }

  private Session openToRead() {
    if (!Files.isRegularFile(file)) {
      throw new StoreException("There is no file %s.".formatted(file));
    }
    try {
      Session session = dialect.openReader();
      try {
        session.execute("BEGIN");
        requireVersion(StoreTools.version(dialect, session));
        return session;
      } catch (SQLException | StoreException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException(
          "%s is no backup of a message store, or is damaged (%s).".formatted(file, e.getMessage()),
          e);
    }
  }

  private void requireVersion(OptionalLong version) {
    if (version.isEmpty()) {
      throw new StoreException("%s is no backup of a message store.".formatted(file));
    }
    if (version.getAsLong() != Migrations.LATEST) {
      throw new StoreException(
          "The backup %s is of version %d, and this nanobot knows version %d. Use the nanobot that has made it."
              .formatted(file, version.getAsLong(), Migrations.LATEST));
    }
  }

  private StoreCopied fill(Path draft, StoreTools source) {
    return source.readAtOnce(
        from -> {
          try (Session to = openToFill(draft)) {
            new Migrations(dialect).run(to);
            StoreCopied copied = StoreCopy.run(from, to, dialect);
            to.commit();
            return copied;
          } catch (SQLException e) {
            throw new StoreException(
                "The backup %s was not made: %s".formatted(file, FaultText.of(e)), e);
          }
        });
  }

  /** Without a log beside it: the file has to be complete when it is moved. */
  private static Session openToFill(Path draft) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.DELETE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    Connection connection = config.createConnection("jdbc:sqlite:" + draft);
    return Session.transactional(connection, "BEGIN IMMEDIATE");
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // It is in nobody's way: the next backup begins with removing it.
    }
  }
}
