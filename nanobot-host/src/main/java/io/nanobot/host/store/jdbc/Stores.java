package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import io.nanobot.host.config.StoreConfig;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.workspace.OwnerOnly;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds the store that the configuration names. */
public final class Stores {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private Stores() {}

  /**
   * Opens the store for a gateway.
   *
   * @throws StoreException if it can not be opened, or belongs to another gateway; says why
   */
  public static JdbcMessageStore open(StoreConfig config, Workspace workspace, Clock clock) {
    Dialect dialect = dialect(config, workspace);
    Runnable afterwards = () -> {};
    try {
      if (dialect instanceof SqliteDialect sqlite) {
        afterwards = FileLock.of(prepared(sqlite.file(), workspace))::close;
      }
      return JdbcMessageStore.open(dialect, owner(), config.maxWaiting(), clock, afterwards);
    } catch (IOException e) {
      throw new StoreException(
          "The folder of the message store can not be written (%s). Let the user of the gateway write it, or name another with --workspace."
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * The store for commands, which work beside a gateway that has it. Nothing is opened yet.
   *
   * @throws StoreException if the workspace can not be written
   */
  public static StoreTools tools(StoreConfig config, Workspace workspace) {
    Dialect dialect = dialect(config, workspace);
    try {
      unpackInto(workspace);
    } catch (IOException e) {
      throw new StoreException(
          "The workspace can not be written (%s). Run the command as the user of the gateway."
              .formatted(e.getMessage()),
          e);
    }
    return new StoreTools(dialect);
  }

  static Dialect dialect(StoreConfig config, Workspace workspace) {
    if (config.url().isEmpty() || config.file().isPresent()) {
      Path file = config.file().orElseGet(workspace::storeFile).toAbsolutePath();
      return new SqliteDialect(file, new SteadyClock());
    }
    String url = config.url().get();
    Secret password = config.password().orElse(Secret.of(""));
    return url.startsWith(POSTGRESQL)
        ? new PostgresDialect(url, config.user(), password)
        : new MariaDbDialect(url, config.user(), password);
  }

  /** A SQLite file, and what may be beside it: SQLite's log, its index, and the lock. */
  public static List<Path> files(Path file) {
    return Stream.of("", "-wal", "-shm", ".lock")
        .map(suffix -> file.resolveSibling(file.getFileName() + suffix))
        .toList();
  }

  /** The files beside it, which SQLite makes, get the mode of this one. */
  private static Path prepared(Path file, Workspace workspace) throws IOException {
    OwnerOnly.createDirectories(file.getParent());
    if (Files.notExists(file)) {
      OwnerOnly.createFile(file);
    }
    if (file.equals(workspace.storeFile().toAbsolutePath())) {
      OwnerOnly.reclaim(file.getParent()); // any other folder may be there for more
    }
    files(file).forEach(OwnerOnly::reclaim);
    unpackInto(workspace);
    return file;
  }

  /** Programs may not be started from every /tmp, nor should others see SQLite's. */
  private static void unpackInto(Workspace workspace) throws IOException {
    System.setProperty("org.sqlite.tmpdir", workspace.cache("sqlite").toString());
  }

  /** Unique, and of help to a person who looks into the tables. */
  private static String owner() {
    String tail = "/" + ProcessHandle.current().pid() + "/" + UUID.randomUUID();
    String host = hostName();
    return host.substring(0, Math.min(host.length(), 60)) + tail;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
