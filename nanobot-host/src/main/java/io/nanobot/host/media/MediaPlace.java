package io.nanobot.host.media;

import io.nanobot.host.workspace.OwnerOnly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The folder of one attachment. */
record MediaPlace(Path folder) {
  /** Begins with a dot, which no cleaned name does. */
  private static final String INCOMING = ".incoming";

  /** The file, if it was fetched before. */
  Optional<Path> file() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*")) {
      for (Path file : files) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Where it is fetched to; nothing is there. */
  Path incoming() throws IOException {
    Path incoming = folder.resolve(INCOMING);
    Files.deleteIfExists(incoming);
    return incoming;
  }

  /** Whether the channel did as it said. */
  boolean arrived(long maxBytes) throws IOException {
    Path incoming = folder.resolve(INCOMING);
    return Files.isRegularFile(incoming, LinkOption.NOFOLLOW_LINKS)
        && Files.size(incoming) <= maxBytes;
  }

  /** Gives what was fetched its name. */
  Path keep(String name) throws IOException {
    Path incoming = folder.resolve(INCOMING);
    OwnerOnly.restrict(incoming);
    return Files.move(incoming, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
