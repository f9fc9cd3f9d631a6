package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.channel.dingtalk.disk.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Not with the umask of the start script, under which every file is for its owner alone. */
final class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void onlyTheOwnerCanReadWhatIsWritten() throws IOException {
    Path file = folder.resolve("note.json");
    AtomicFile.write(file, "one");
    assertThat(mode(file)).isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Path draft = Files.writeString(folder.resolve("note.json.new"), "left by a kill");
    AtomicFile.write(file, "two");
    assertThat(file).hasContent("two");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(draft).doesNotExist();
  }

  @Test
  void writesWhileTheThreadIsInterrupted() throws IOException {
    Path file = folder.resolve("note.json");
    boolean still;
    Thread.currentThread().interrupt();
    try {
      AtomicFile.write(file, "one");
    } finally {
      still = Thread.interrupted();
    }
    assertThat(still).isTrue();
    assertThat(file).hasContent("one");
  }

  @Test
  void onlyTheOwnerCanSeeWhichPartsWereSent() throws IOException {
    new SentParts(folder).note("m1", new SentParts.Sent("digest", List.of("id")));
    Path parts = folder.resolve("sent-parts");
    assertThat(mode(parts)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(parts)) {
      assertThat(files)
          .singleElement()
          .satisfies(it -> assertThat(mode(it)).isEqualTo("rw-------"));
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
