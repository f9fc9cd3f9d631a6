package io.nanobot.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The jars that {@code plugins.lock} vouches for. Immutable. */
final class PluginLock {
  static final PluginLock EMPTY = new PluginLock(List.of());

  private static final int LARGEST = 1 << 20;
  private static final String HEAD =
      """
      # The plugin jars that this installation trusts. Written by "nanobot plugins lock", compared by "nanobot plugins verify".
      # With {"plugins": {"requireLock": true}} in the configuration, any other jar is refused.
      # One line for each jar: SHA-256, file name, plugin ID, version. The first two count, the others are for you.
      """;

  private final SortedSet<LockedJar> jars = new TreeSet<>(LockedJar.ORDER);

  /** The same jar may be there twice, as after a merge of two states of the file. */
  PluginLock(Collection<LockedJar> jars) {
    this.jars.addAll(jars);
  }

  /**
   * Reads the file.
   *
   * @return empty if there is none
   * @throws PluginRefused if it can not be read or understood; none of it counts then
   */
  static Optional<PluginLock> read(Path file) throws PluginRefused {
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(text(file)));
    } catch (CharacterCodingException e) {
      throw unreadable("it is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable("it can not be read: " + e.getClass().getSimpleName());
    }
  }

  /** By file name, then by digest. */
  List<LockedJar> jars() {
    return List.copyOf(jars);
  }

  LockState state(String fileName, Sha256 digest) {
    List<Sha256> digests = digests(fileName);
    if (digests.isEmpty()) {
      return LockState.UNKNOWN;
    }
    return digests.contains(digest) ? LockState.LOCKED : LockState.CHANGED;
  }

  /** Several if jars of one name are in several folders. */
  List<Sha256> digests(String fileName) {
    return jars.stream()
        .filter(jar -> jar.fileName().equals(fileName))
        .map(LockedJar::digest)
        .toList();
  }

  /** The file's content: the same for the same jars, wherever and whenever it is written. */
  String text() {
    return jars.stream().map(jar -> jar.line() + '\n').collect(Collectors.joining("", HEAD, ""));
  }

  private static PluginLock parse(String text) throws PluginRefused {
    List<LockedJar> jars = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
        jars.add(jar(i + 1, lines.get(i)));
      }
    }
    return new PluginLock(jars);
  }

  private static LockedJar jar(int number, String line) throws PluginRefused {
    try {
      return LockedJar.parse(line);
    } catch (IllegalArgumentException e) {
      throw unreadable(
          "its line %d is not \"SHA-256, file name, plugin ID, version\"".formatted(number));
    }
  }

  private static String text(Path file) throws IOException, PluginRefused {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw unreadable("it is larger than 1 MiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text; // Windows editors put it there
    }
  }

  private static PluginRefused unreadable(String reason) {
    return new PluginRefused(reason, "");
  }
}
