package io.nanobot.dingtalk.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the certificate's files are: a folder that was given and stays, or a private one that goes
 * with the simulator.
 */
record StateFolder(Path path, boolean temporary) {
  static StateFolder of(Optional<Path> given) throws IOException {
    return given.isPresent()
        ? new StateFolder(Files.createDirectories(given.get()).toAbsolutePath(), false)
        : new StateFolder(Files.createTempDirectory("dingtalk-simulator-"), true);
  }

  void close() {
    if (temporary) {
      try (Stream<Path> found = Files.walk(path)) {
        List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
        for (Path each : deepestFirst) {
          Files.deleteIfExists(each);
        }
      } catch (IOException e) {
        path.toFile().deleteOnExit(); // the operating system will tidy up its temporary folder
      }
    }
  }
}
