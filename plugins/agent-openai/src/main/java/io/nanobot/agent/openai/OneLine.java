package io.nanobot.agent.openai;

import java.util.regex.Pattern;

/** Text of strangers as it may stand in one line of a log or of a prompt. */
final class OneLine {
  /** Control characters, line separators, and those that turn the direction of the text. */
  private static final Pattern UNSAFE =
      Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}-\\x{202E}\\x{2066}-\\x{2069}]+");

  private OneLine() {}

  static String of(String text, int longest) {
    String line = UNSAFE.matcher(text).replaceAll(" ").strip();
    return line.length() <= longest ? line : Beginning.of(line, longest) + "…";
  }
}
