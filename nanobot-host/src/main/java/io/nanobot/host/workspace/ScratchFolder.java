package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that only this user can read, and that is gone with all that is in it once closed. */
public record ScratchFolder(Path path) implements AutoCloseable {
  /** Makes one among the temporary files of the machine. */
  public static ScratchFolder create() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("nanobot-"));
  }

  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
