package io.nanobot.host.security;

import java.util.List;
import java.util.Locale;

/** Makes untrusted text fit for one line of a log or a terminal. */
public final class Printable {
  private static final int LONGEST = 80;

  private Printable() {}

  /** The text on one line, without control characters or reversed writing, and not too long. */
  public static String text(String untrusted) {
    String line =
        untrusted
            .codePoints()
            .map(c -> Character.isWhitespace(c) ? ' ' : c)
            .filter(Printable::visible)
            .limit(LONGEST + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** The whole text, line by line, without control characters or reversed writing. */
  public static List<String> lines(String untrusted) {
    return untrusted
        .lines()
        .map(line -> line.codePoints().map(c -> Character.isWhitespace(c) ? ' ' : c))
        .map(
            line ->
                line.filter(Printable::visible)
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString())
        .toList();
  }

  /** The whole text on one line, without control characters or reversed writing. */
  public static String line(String untrusted) {
    return String.join(" ", lines(untrusted));
  }

  /** The text with everything that {@link #text} would drop as JSON escapes. */
  public static String escaped(String json) {
    StringBuilder escaped = new StringBuilder();
    json.codePoints()
        .forEach(
            c -> {
              if (visible(c) && !(Character.isWhitespace(c) && c != ' ')) {
                escaped.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return escaped.toString();
  }

  private static boolean visible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
