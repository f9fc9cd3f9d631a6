package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file that more people can read than its owner.
 *
 * @param command what ends that, ready to be pasted into a shell
 */
public record Exposure(String command) {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_./,:=@%+-]+");

  /** Whether the group or everybody can read the file. */
  public static Optional<Exposure> toGroupOrOthers(Path file) {
    return of(file, EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
  }

  /** Whether everybody can; a group may be there for that very purpose. */
  public static Optional<Exposure> toOthers(Path file) {
    return of(file, EnumSet.of(PosixFilePermission.OTHERS_READ));
  }

  /**
   * Nothing where modes mean nothing, and nothing on what is mounted to be read only, as containers
   * get their secrets: there the mode can not be changed, and nobody else is there.
   */
  private static Optional<Exposure> of(Path file, Set<PosixFilePermission> tooMuch) {
    try {
      if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")
          || Files.getFileStore(file).isReadOnly()) {
        return Optional.empty();
      }
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      tooMuch.retainAll(attributes.permissions());
      return tooMuch.isEmpty()
          ? Optional.empty()
          : Optional.of(new Exposure(command(file, attributes.owner().getName())));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty(); // whoever needs the file says what is wrong with it
    }
  }

  /** A file of somebody else would be lost to us with its mode alone. */
  private static String command(Path file, String owner) {
    String user = System.getProperty("user.name");
    String path = quoted(file.toAbsolutePath().normalize().toString());
    String chmod = "chmod 600 " + path;
    return owner.equals(user) ? chmod : "chown " + quoted(user) + " " + path + " && " + chmod;
  }

  private static String quoted(String word) {
    return HARMLESS.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
