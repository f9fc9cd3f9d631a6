package io.nanobot.host.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.config.StoreConfig;
import io.nanobot.host.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not with the umask of the start script, under which every file is for its owner alone. */
class StoresTest {
  @TempDir private Path directory;

  @Test
  void allFilesOfAStoreAreForTheirOwnerAlone() throws IOException {
    Workspace workspace = new Workspace(directory);
    Path file = workspace.storeFile();
    whileOpen(config(Optional.empty()), workspace, () -> assertClosed(file));
    mode(file.getParent(), "rwxr-xr-x");
    mode(file, "rw-r--r--");
    whileOpen(config(Optional.empty()), workspace, () -> assertClosed(file));
    assertThat(mode(file.getParent())).isEqualTo("rwx------");
  }

  @Test
  void theFolderOfAStoreElsewhereIsLeftAsItIs() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("shared"));
    mode(folder, "rwxr-xr-x");
    Path file = Files.createFile(folder.resolve("n.db"));
    mode(file, "rw-r--r--");
    Workspace workspace = new Workspace(directory.resolve("workspace"));
    whileOpen(config(Optional.of("jdbc:sqlite:" + file)), workspace, () -> assertClosed(file));
    assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
  }

  private static void whileOpen(StoreConfig config, Workspace workspace, Runnable check) {
    JdbcMessageStore store = Stores.open(config, workspace, Clock.systemUTC());
    try {
      check.run();
    } finally {
      store.close();
    }
  }

  private static void assertClosed(Path store) {
    assertThat(Stores.files(store))
        .hasSize(4)
        .allSatisfy(each -> assertThat(mode(each)).isEqualTo("rw-------"));
  }

  private static StoreConfig config(Optional<String> url) {
    return new StoreConfig(
        url, "nanobot", Optional.empty(), 10, Duration.ofHours(1), Duration.ofDays(1));
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
