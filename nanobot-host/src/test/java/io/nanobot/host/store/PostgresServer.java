package io.nanobot.host.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Suppliers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A PostgreSQL with its data in a folder. One of them all tests of a JVM share: it starts when the
 * first of them asks for a database and is stopped, with its data deleted, when the JVM ends.
 */
public final class PostgresServer {
  /** The only binaries on the class path are for this platform. */
  private static final Path GLIBC = Path.of("/lib64/ld-linux-x86-64.so.2");

  private static final String SUPERUSER = "postgres";
  private static final Supplier<EmbeddedPostgres> SHARED =
      Suppliers.memoize(() -> start(builder()));
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path data;
  private EmbeddedPostgres server;

  private PostgresServer(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
  }

  /** One of the test's own, which it has to stop; see {@link #requireRunnable()}. */
  public static PostgresServer of(Path data) {
    return new PostgresServer(data, start(keeping(data)));
  }

  /** The test is skipped, with the reason, where the server can not run. */
  public static void requireRunnable() {
    assumeTrue(Files.exists(GLIBC), "PostgreSQL is at hand for Linux on x86-64 with glibc only");
    assumeTrue(
        !System.getProperty("user.name").equals("root") || LinuxUtils.isUnshareAvailable(),
        "PostgreSQL does not run as root, and this root may not create a user namespace");
  }

  /** A new, empty database; the test is skipped, with the reason, where the server can not run. */
  public static TestDatabase freshDatabase() {
    requireRunnable();
    return fresh(SHARED.get());
  }

  /** A new, empty database of this server's. */
  public TestDatabase database() {
    return fresh(server);
  }

  /** Ends all connections and then itself; the data stay. */
  public void stop() throws IOException {
    server.close();
  }

  /** At the same address. */
  public void startAgain() {
    server = start(keeping(data).setPort(server.getPort()));
  }

  private static TestDatabase fresh(EmbeddedPostgres server) {
    String name = "nanobot_" + DATABASES.incrementAndGet();
    try {
      database(server, "postgres").execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL creates no database " + name, e);
    }
    return database(server, name);
  }

  private static TestDatabase database(EmbeddedPostgres server, String name) {
    // The server trusts every local user, so the password is never looked at.
    return new TestDatabase(server.getJdbcUrl(SUPERUSER, name), SUPERUSER, "");
  }

  private static EmbeddedPostgres.Builder keeping(Path data) {
    return builder().setDataDirectory(data).setCleanDataDirectory(false);
  }

  private static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        // zonky switches both off; a commit would then return before the disk has it.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setPGStartupWait(Duration.ofSeconds(30));
  }

  private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start", e);
    }
  }
}
