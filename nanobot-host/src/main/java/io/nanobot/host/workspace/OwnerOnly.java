package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and folders that only the user of the gateway can read, where the file system can. */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** Makes a folder, and those above it, where they are missing. */
  public static Path createDirectories(Path path) throws IOException {
    return Files.createDirectories(path, permissions(path, "rwx------"));
  }

  /** Makes an empty file that is not there yet. */
  public static Path createFile(Path path) throws IOException {
    return Files.createFile(path, permissions(path, "rw-------"));
  }

  /** Takes a file that is there already away from everybody else. */
  public static void restrict(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static FileAttribute<?>[] permissions(Path path, String posix) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(posix))
        }
        : new FileAttribute<?>[0];
  }
}
