package io.nanobot.channel.dingtalk.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where text may be cut without damage to what people take for one character. */
final class Characters {
  /** A user's character: a letter with its accents, an emoji with its modifiers, a flag. */
  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private Characters() {}

  static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /** As many whole characters as make up no more than so many code points. */
  static String first(String text, int codePoints) {
    if (count(text) <= codePoints) {
      return text;
    }
    return text.substring(0, lastBoundary(text, text.offsetByCodePoints(0, codePoints)));
  }

  /**
   * The last place up to a limit that is between two characters; within the first character if that
   * is longer, but never within a code point.
   */
  static int lastBoundary(String text, int limit) {
    int boundary = 0;
    Matcher grapheme = GRAPHEME.matcher(text);
    while (grapheme.find() && grapheme.end() <= limit) {
      boundary = grapheme.end();
    }
    return boundary > 0 ? boundary : codePointBoundary(text, limit);
  }

  private static int codePointBoundary(String text, int limit) {
    boolean within =
        limit > 0
            && limit < text.length()
            && Character.isSurrogatePair(text.charAt(limit - 1), text.charAt(limit));
    return within ? limit - 1 : limit;
  }

  /** Half of a surrogate pair can not be sent: it is replaced. */
  static String withoutLoneSurrogates(String text) {
    if (text.chars().noneMatch(it -> Character.isSurrogate((char) it))) {
      return text;
    }
    return text.codePoints()
        .map(it -> Character.getType(it) == Character.SURROGATE ? '\uFFFD' : it)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
