package io.nanobot.channel.dingtalk.markdown;

import static io.nanobot.channel.dingtalk.markdown.Characters.count;

/** What the list of conversations shows of a message. */
public final class Title {
  private static final int LONGEST = 20;

  private final String line;

  Title(String line) {
    String visible = line.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    this.line = visible.isEmpty() ? "…" : visible;
  }

  String line() {
    return line;
  }

  /** At most 20 code points; never empty, which DingTalk refuses. */
  public String text() {
    return shortened(LONGEST);
  }

  /** The title of one of several parts. */
  public String ofPart(int number, int parts) {
    String suffix = " (%d/%d)".formatted(number, parts);
    return shortened(LONGEST - suffix.length()) + suffix;
  }

  private String shortened(int codePoints) {
    if (count(line) <= codePoints) {
      return line;
    }
    return Characters.first(line, codePoints - 1).stripTrailing() + "…";
  }
}
