package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that only their owner can read, and that are there whole or not at all. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes a new file, and its folder where that is missing.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there already
   */
  public static void create(Path file, String content) throws IOException {
    OwnerOnly.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(OwnerOnly.createFile(file), content);
  }

  /** Writes a file, in place of what was there. */
  public static void replace(Path file, String content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    create(draft, content);
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
