package io.nanobot.host.plugin;

import java.util.Comparator;

/**
 * One line of {@code plugins.lock}. Digest and file name are what counts; ID and version are there
 * for people, who compare two states of the file.
 *
 * @param digest of the jar
 * @param fileName its name, without folder: the folder of a distribution changes with each version
 * @param id {@code Plugin-Id}, or {@code -}
 * @param version {@code Plugin-Version}, or {@code -}
 */
record LockedJar(Sha256 digest, String fileName, String id, String version) {
  static final Comparator<LockedJar> ORDER =
      Comparator.comparing(LockedJar::fileName).thenComparing(jar -> jar.digest().hex());

  private static final String NOTHING = "-";

  /** Whether a line can hold the name: it ends at a blank, and is for a terminal as well. */
  static boolean canName(String fileName) {
    return fileName.equals(OneLine.of(fileName));
  }

  static LockedJar of(Sha256 digest, String fileName, String id, String version) {
    return new LockedJar(digest, fileName, word(id), word(version));
  }

  /**
   * Reads a line. The file name is what is between the first word and the last two, so that it may
   * have blanks.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  static LockedJar parse(String line) {
    int digestEnd = blank(line, line.indexOf(' '), line.indexOf('\t'));
    int versionStart = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1;
    String rest = line.substring(digestEnd, Math.max(digestEnd, versionStart)).strip();
    int idStart = Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\t')) + 1;
    String fileName = rest.substring(0, idStart).strip();
    if (fileName.isEmpty() || !canName(fileName)) {
      throw new IllegalArgumentException("no file name");
    }
    return new LockedJar(
        Sha256.parse(line.substring(0, digestEnd)),
        fileName,
        rest.substring(idStart),
        line.substring(versionStart));
  }

  /** The jar's line, as {@link #parse} reads it. */
  String line() {
    return String.join("  ", digest.hex(), fileName, id, version);
  }

  /** Whether it is the same jar, whatever it says about itself. */
  boolean isSameAs(LockedJar other) {
    return digest.equals(other.digest) && fileName.equals(other.fileName);
  }

  private static int blank(String line, int space, int tab) {
    if (space < 0 && tab < 0) {
      return line.length();
    }
    return space < 0 || (tab >= 0 && tab < space) ? tab : space;
  }

  private static String word(String text) {
    boolean isWord = !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
    return isWord ? text : NOTHING;
  }
}
