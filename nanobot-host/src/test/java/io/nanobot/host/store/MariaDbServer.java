package io.nanobot.host.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Suppliers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Debian's MariaDB, with data of its own, that all tests of a JVM share. It starts when the first
 * of them asks for a database and ends, with its data deleted, when the JVM ends or is killed.
 */
public final class MariaDbServer {
  private static final Path SERVER_PROGRAM = Path.of("/usr/sbin/mariadbd");
  private static final Path INSTALL_PROGRAM = Path.of("/usr/bin/mariadb-install-db");

  /** The install program is a script that can not do without it; it comes with the client. */
  private static final Path INSTALL_NEEDS = Path.of("/usr/bin/my_print_defaults");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String USER = "nanobot";

  /**
   * Runs the server until the standard input ends, which is when the JVM ends, however it does; a
   * Ctrl-C also reaches this shell, which must outlive it. The data are thrown away, so the server
   * need not be asked to save them.
   */
  private static final String UNTIL_THE_JVM_ENDS =
      """
      folder=$1
      shift
      trap '' HUP INT TERM
      "$@" </dev/null &
      server=$!
      cat >/dev/null
      kill -KILL $server
      wait $server
      rm -rf "$folder"
      """;

  private static final Supplier<MariaDbServer> SERVER = Suppliers.memoize(MariaDbServer::start);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path folder;
  private final int port;
  private final String password;

  private MariaDbServer(Path folder, int port, String password) {
    this.folder = folder;
    this.port = port;
    this.password = password;
  }

  /** A new, empty database; the test is skipped, with the reason, where there is no server. */
  public static TestDatabase freshDatabase() {
    requireInstalled();
    return SERVER.get().database();
  }

  /** The test is skipped, with the reason, where there is no server. */
  public static void requireInstalled() {
    assumeTrue(
        List.of(SERVER_PROGRAM, INSTALL_PROGRAM, INSTALL_NEEDS).stream()
            .allMatch(Files::isExecutable),
        "mariadb-server-core and mariadb-client-core are not installed");
  }

  /** A new, empty database of this server's. */
  public TestDatabase database() {
    String name = "nanobot_" + DATABASES.incrementAndGet();
    try {
      database("").execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("MariaDB creates no database " + name, e);
    }
    return database(name);
  }

  /** Ends all connections and then itself; the data stay. */
  public void stop() throws SQLException {
    database("").execute("SHUTDOWN");
    await().atMost(PATIENCE).until(() -> !Files.exists(folder.resolve("pid")));
  }

  /** At the same address. */
  public void startAgain() throws IOException {
    run();
    awaitReady();
  }

  private TestDatabase database(String name) {
    // The driver asks for TLS by default, and the server has no certificate.
    String url = "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable".formatted(port, name);
    return new TestDatabase(url, USER, password);
  }

  /** One of the test's own, which ends with the JVM at the latest. */
  public static MariaDbServer start() {
    try {
      Path folder = Files.createTempDirectory("nanobot-mariadb");
      MariaDbServer server = new MariaDbServer(folder, freePort(), UUID.randomUUID().toString());
      install(folder);
      server.run();
      server.awaitReady();
      return server;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("MariaDB does not start", e);
    }
  }

  private static void install(Path folder) throws IOException, InterruptedException {
    Process install =
        command(
                folder.resolve("install.log"),
                INSTALL_PROGRAM.toString(),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder.resolve("data"),
                "--skip-name-resolve",
                "--skip-test-db")
            .start();
    if (install.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("install.log")));
    }
  }

  private void run() throws IOException {
    Path accounts = folder.resolve("accounts.sql");
    Files.writeString(
        accounts,
        """
        CREATE USER IF NOT EXISTS %1$s@127.0.0.1 IDENTIFIED BY '%2$s';
        GRANT ALL ON *.* TO %1$s@127.0.0.1 WITH GRANT OPTION;
        """
            .formatted(USER, password));
    command(
            folder.resolve("server.log"),
            "/bin/sh",
            "-c",
            UNTIL_THE_JVM_ENDS,
            "mariadb-for-tests",
            folder.toString(),
            SERVER_PROGRAM.toString(),
            "--no-defaults",
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + folder.resolve("data"),
            "--init-file=" + accounts,
            "--socket=" + folder.resolve("socket"),
            "--pid-file=" + folder.resolve("pid"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--skip-name-resolve",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=64M")
        .start();
  }

  private void awaitReady() throws IOException {
    try {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> database("").ask("SELECT 1").equals("1"));
    } catch (ConditionTimeoutException e) {
      throw new IOException(Files.readString(folder.resolve("server.log")), e);
    }
  }

  private static ProcessBuilder command(Path log, String... command) {
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
