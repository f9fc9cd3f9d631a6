package io.nanobot.host.security.audit;

/** Texts of others, cut to what a line of the log has room for. */
final class Bounded {
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ID = 256;

  private Bounded() {}

  static String name(String text) {
    return cut(text, LONGEST_NAME);
  }

  static String id(String text) {
    return cut(text, LONGEST_ID);
  }

  private static String cut(String text, int longest) {
    return text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
  }
}
