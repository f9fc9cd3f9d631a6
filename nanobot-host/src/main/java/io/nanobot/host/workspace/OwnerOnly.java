package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and folders that only the user of the gateway can read, where the file system can. */
public final class OwnerOnly {
  private static final Logger log = LoggerFactory.getLogger(OwnerOnly.class);

  private static final Set<PosixFilePermission> OF_OWNER =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Makes a folder, and those above it, where they are missing. */
  public static Path createDirectories(Path path) throws IOException {
    return Files.createDirectories(path, permissions(path, "rwx------"));
  }

  /** Makes an empty file that is not there yet. */
  public static Path createFile(Path path) throws IOException {
    return Files.createFile(path, permissions(path, "rw-------"));
  }

  /**
   * Takes what is there already away from everybody else.
   *
   * @return whether anybody else had a right to it
   */
  public static boolean restrict(Path path) throws IOException {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
    mode.addAll(Files.getPosixFilePermissions(path));
    boolean open = mode.retainAll(OF_OWNER);
    if (open) {
      Files.setPosixFilePermissions(path, mode);
    }
    return open;
  }

  /**
   * Closes again what is the gateway's own, but was left open: by hand, or by another program that
   * made it. What can not be closed, as a volume that belongs to somebody else, stays as it is; the
   * security audit tells it.
   */
  public static void reclaim(Path path) {
    try {
      if (restrict(path)) {
        log.info("{} was open to other users of this machine; now it is for its owner alone", path);
      }
    } catch (NoSuchFileException e) {
      // There is nothing to close.
    } catch (IOException e) {
      log.debug("{} stays as it is ({})", path, e.toString());
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
