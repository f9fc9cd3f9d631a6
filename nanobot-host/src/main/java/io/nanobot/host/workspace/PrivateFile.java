package io.nanobot.host.workspace;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/** Writes files that only their owner can read, and that are there whole or not at all. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes a new file, and its folder where that is missing.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there already
   */
  public static void create(Path file, String content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OwnerOnly.folder());
    }
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), OwnerOnly.file())) {
      channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Writes a file, in place of what was there. */
  public static void replace(Path file, String content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    create(draft, content);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
