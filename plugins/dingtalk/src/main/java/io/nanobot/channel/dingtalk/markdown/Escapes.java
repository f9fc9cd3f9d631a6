package io.nanobot.channel.dingtalk.markdown;

/** Makes marks of Markdown visible. */
final class Escapes {
  private static final String ANYWHERE = "\\`*_[]<>&~|#!";
  private static final String AT_LINE_START = "+-=";

  private Escapes() {}

  static String escape(String text, boolean lineStart) {
    StringBuilder out = new StringBuilder();
    int number = lineStart ? digitsAtStart(text) : 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean starts = lineStart && i == 0 && AT_LINE_START.indexOf(c) >= 0;
      boolean ofNumber = number > 0 && i == number && (c == '.' || c == ')');
      if (ANYWHERE.indexOf(c) >= 0 || starts || ofNumber) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  private static int digitsAtStart(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    return digits;
  }
}
