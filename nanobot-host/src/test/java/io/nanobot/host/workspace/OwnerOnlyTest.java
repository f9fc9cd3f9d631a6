package io.nanobot.host.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Not with the umask of the start script, under which everything is for its owner alone. */
class OwnerOnlyTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--, rw-------",
    "rw-rw-rw-, rw-------",
    "r--r-----, r--------",
    "rwxr-xr-x, rwx------",
    "rw-------, rw-------"
  })
  void takesWhatIsThereAwayFromEverybodyElse(String before, String after) throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    Path folder = Files.createDirectory(directory.resolve("folder"));
    for (Path each : new Path[] {file, folder}) {
      mode(each, before);
      OwnerOnly.reclaim(each);
      assertThat(mode(each)).isEqualTo(after);
    }
  }

  @Test
  void makesNothing() {
    OwnerOnly.reclaim(directory.resolve("none"));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aWorkspaceThatWasOpenIsClosedWhenItIsUsed() throws IOException {
    Path root = directory.resolve("workspace");
    Path channel = Files.createDirectories(root.resolve("channels").resolve("dingtalk"));
    Path agent = Files.createDirectories(root.resolve("agents").resolve("echo"));
    for (Path each : new Path[] {root, channel.getParent(), channel, agent.getParent(), agent}) {
      mode(each, "rwxrwxr-x");
    }
    Workspace workspace = new Workspace(root);
    workspace.channelData("dingtalk");
    workspace.agentData("echo");
    workspace.cache("new");

    try (Stream<Path> all = Files.walk(root)) {
      assertThat(all).hasSize(7).allSatisfy(each -> assertThat(mode(each)).isEqualTo("rwx------"));
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
