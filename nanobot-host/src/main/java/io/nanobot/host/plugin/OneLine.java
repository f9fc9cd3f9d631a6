package io.nanobot.host.plugin;

import java.util.regex.Pattern;

/** Text of a plugin as it may stand in a log or on a terminal: one line, of bounded length. */
final class OneLine {
  private static final int LONGEST = 500;

  /** Control characters, line separators, and those that turn the direction of the text. */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}]+");

  private OneLine() {}

  static String of(String text) {
    if (text == null) {
      return "";
    }
    String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    return UNSAFE.matcher(head).replaceAll(" ").strip();
  }
}
