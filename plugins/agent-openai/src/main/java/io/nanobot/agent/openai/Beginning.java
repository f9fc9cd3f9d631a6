package io.nanobot.agent.openai;

/** Text that may not be as long as it is. */
final class Beginning {
  private Beginning() {}

  /** So many characters at most, and no half of one that takes two. */
  static String of(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end);
  }
}
