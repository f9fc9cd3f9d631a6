package io.nanobot.host.workspace;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** File attributes that shut out everybody but the owner, where the file system knows such. */
public final class OwnerOnly {
  private OwnerOnly() {}

  public static FileAttribute<?>[] folder() {
    return posix("rwx------");
  }

  public static FileAttribute<?>[] file() {
    return posix("rw-------");
  }

  private static FileAttribute<?>[] posix(String permissions) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
