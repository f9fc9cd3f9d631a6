package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that only their owner can read, and that are there whole or not at all. */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Writes a new file; its folder must be there.
   *
   * @throws FileAlreadyExistsException if it is there already
   */
  public static void create(Path file, String content) throws IOException {
    Path draft = draft(file, content);
    try {
      Files.createLink(file, draft); // unlike a move it never replaces
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      Files.move(draft, file); // a file system without links
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /**
   * Writes a file, in place of what was there; its folder must be there. Whoever reads it meanwhile
   * finds the old one or the new one.
   */
  public static void replace(Path file, String content) throws IOException {
    Files.move(draft(file, content), file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path draft(Path file, String content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    return Files.writeString(OwnerOnly.createFile(draft), content);
  }
}
