package io.nanobot.host.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds secrets that nobody told us, by the name before them: {@code "accessToken":"..."}, {@code
 * ticket=...}, {@code sendBySession?session=...}, {@code Authorization: Bearer ...}. Every look
 * ahead or back is bounded, so that no text takes more than its length.
 */
final class NamedValues {
  /** What always is a secret, as the end of a name in lower case without {@code _}, - and dots. */
  private static final List<String> SECRET =
      List.of(
          "secret",
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "apikey",
          "accesskey",
          "secretkey",
          "privatekey",
          "signingkey",
          "aeskey",
          "accesstoken",
          "credential",
          "credentials",
          "webhook",
          "webhookurl");

  /** What may also be a word or a number: short values are shown. */
  private static final List<String> TOKEN = List.of("token", "ticket");

  private static final List<String> HEADER = List.of("authorization", "cookie");

  /** What only is a secret in the query of an address. */
  private static final Set<String> IN_QUERY = Set.of("session", "sign", "signature", "sig", "key");

  private static final int SHORTEST_TOKEN = 8;
  private static final int LONGEST_NAME = 64;
  private static final int LOOK = 256;

  private enum Kind {
    SECRET,
    TOKEN,
    HEADER,
    NONE
  }

  private final String text;
  private final Spans found;

  private NamedValues(String text, Spans found) {
    this.text = text;
    this.found = found;
  }

  static void find(String text, Spans found) {
    new NamedValues(text, found).find();
  }

  private void find() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int next = i + 1;
      if (c == '=' || c == ':') {
        next = c == ':' && text.startsWith("//", i + 1) ? userInfo(i + 3) : value(i, i + 1, c);
      } else if (c == '%' && text.regionMatches(true, i, "%3D", 0, 3)) {
        next = value(i, i + 3, '%');
      } else if (c == '%' && text.regionMatches(true, i, "%3A", 0, 3)) {
        next = value(i, i + 3, '%');
      } else if (c == ' ' && isScheme(i)) {
        next = credential(i + 1);
      }
      i = next;
    }
  }

  /** {@code user:password@} behind {@code ://}. */
  private int userInfo(int start) {
    int limit = Math.min(text.length(), start + LOOK);
    int colon = -1;
    int at = -1;
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#' || c == '"' || Character.isWhitespace(c)) {
        break;
      }
      if (c == ':' && colon < 0) {
        colon = i;
      } else if (c == '@') {
        at = i;
      }
    }
    if (colon < 0 || at < colon || isShown(colon + 1, at)) {
      return start;
    }
    found.add(colon + 1, at);
    return at;
  }

  /** {@code Bearer} and {@code Basic} with what follows, also where no header's name is. */
  private boolean isScheme(int space) {
    return text.regionMatches(true, space - 6, "bearer", 0, 6)
        || text.regionMatches(true, space - 5, "basic", 0, 5);
  }

  private int credential(int from) {
    int start = skip(from, " \t", 4);
    if (!looksRandom(start)) {
      return from;
    }
    int end = plainEnd(start, ':');
    found.add(start, end);
    return end;
  }

  private int value(int separator, int after, char kindOfSeparator) {
    Kind kind = kindOf(separator);
    if (kind == Kind.NONE) {
      return after;
    }
    int start = opened(skip(after, " \t", 8));
    int quote = skip(start, "\\", 16);
    if (quote < text.length() && (text.charAt(quote) == '"' || text.charAt(quote) == '\'')) {
      return quoted(kind, start, quote);
    }
    if (kind == Kind.HEADER) {
      return header(start, after);
    }
    return unquoted(kind, start, after, kindOfSeparator);
  }

  /** Behind what a list, an {@link java.util.Optional} or a text in an address begins with. */
  private int opened(int start) {
    for (String opening : List.of("[", "Optional[", "%22")) {
      if (text.startsWith(opening, start)) {
        return start + opening.length();
      }
    }
    return start;
  }

  private int quoted(Kind kind, int backslashes, int quote) {
    int start = quote + 1;
    int end = closing(start, text.charAt(quote), quote - backslashes);
    if (!isShown(start, end) && (kind != Kind.TOKEN || end - start >= SHORTEST_TOKEN)) {
      found.add(start, end);
    }
    return end;
  }

  /**
   * Where a text of JSON ends that may itself stand in a text of JSON, and so on; at the end of
   * everything if it was cut off.
   */
  private int closing(int start, char quote, int depth) {
    int run = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        run++;
      } else if (c == quote && (depth == 0 ? run % 2 == 0 : run <= depth)) {
        return depth == 0 ? i : i - run;
      } else {
        run = 0;
      }
    }
    return text.length();
  }

  /** A scheme and what belongs to it, or cookies: the rest of the line. */
  private int header(int start, int otherwise) {
    int limit = Math.min(text.length(), start + LOOK);
    boolean telling = false;
    for (int i = start; i < limit && !isHeaderEnd(text.charAt(i)) && !telling; i++) {
      boolean first = i == start || text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '=';
      telling = first && looksRandom(i);
    }
    if (!telling) {
      return otherwise;
    }
    int end = start;
    while (end < text.length() && !isHeaderEnd(text.charAt(end))) {
      end++;
    }
    found.add(start, end);
    return end;
  }

  private static boolean isHeaderEnd(char c) {
    return c == '\n' || c == '\r' || c == ']' || c == '}';
  }

  private int unquoted(Kind kind, int start, int otherwise, char separator) {
    boolean hidden = separator == ':' ? looksRandom(start) : !isWord(kind, start, separator);
    if (!hidden) {
      return otherwise;
    }
    int end = plainEnd(start, separator);
    found.add(start, end);
    return end;
  }

  private boolean isWord(Kind kind, int start, char separator) {
    int end = plainEnd(start, separator, Math.min(text.length(), start + LOOK));
    return isShown(start, end) || (kind == Kind.TOKEN && end - start < SHORTEST_TOKEN);
  }

  /** What hides nothing: no value, a mask, or the name of a variable or file. */
  private boolean isShown(int start, int end) {
    if (start >= end) {
      return true;
    }
    if (text.startsWith("${", start) && text.charAt(end - 1) == '}') {
      return true;
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '*') {
        return isNothing(start, end);
      }
    }
    return true;
  }

  private boolean isNothing(int start, int end) {
    int length = end - start;
    for (String nothing : List.of("null", "true", "false", "{", "[", "(")) {
      if (length == nothing.length() && text.startsWith(nothing, start)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a word is none that people write: long, with a digit, or with a capital letter inside.
   */
  private boolean looksRandom(int start) {
    int end = plainEnd(start, ':', Math.min(text.length(), start + LOOK));
    if (end - start < SHORTEST_TOKEN || text.startsWith("${", start)) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean inside = i > start && Character.isLowerCase(text.charAt(i - 1));
      if (Character.isDigit(c) || (inside && Character.isUpperCase(c))) {
        return true;
      }
    }
    return false;
  }

  private int plainEnd(int start, char separator) {
    return plainEnd(start, separator, text.length());
  }

  private int plainEnd(int start, char separator, int limit) {
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)
          || "&,;\"'<>)]}|".indexOf(c) >= 0
          || (separator == '%' && (text.startsWith("%26", i) || text.startsWith("%22", i)))) {
        return i;
      }
    }
    return limit;
  }

  /** What the name that ends before {@code separator} says about the value. */
  private Kind kindOf(int separator) {
    int end = separator;
    int earliest = Math.max(0, separator - 16);
    while (end > earliest && " \t\"'\\".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (text.startsWith("%22", end - 3)) {
      end -= 3;
    }
    int start = end;
    while (start > Math.max(0, end - LONGEST_NAME) && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    if (start == end || isDecimal(text.charAt(end - 1))) {
      return Kind.NONE;
    }
    String name = normalized(start, end);
    if (endsWithOne(name, HEADER)) {
      return Kind.HEADER;
    }
    if (endsWithOne(name, SECRET) || isInQuery(start, name)) {
      return Kind.SECRET;
    }
    return endsWithOne(name, TOKEN) ? Kind.TOKEN : Kind.NONE;
  }

  private boolean isInQuery(int start, String name) {
    if (start == 0) {
      return false;
    }
    char before = text.charAt(start - 1);
    if (before == '?' || before == '&') {
      return IN_QUERY.contains(name);
    }
    boolean encoded = before == '%' && (name.startsWith("3f") || name.startsWith("26"));
    return encoded && IN_QUERY.contains(name.substring(2));
  }

  private String normalized(int start, int end) {
    StringBuilder name = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c != '_' && c != '-' && c != '.') {
        name.append(c);
      }
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean endsWithOne(String name, List<String> ends) {
    for (String end : ends) {
      if (name.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamePart(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || "_-.".indexOf(c) >= 0);
  }

  private static boolean isDecimal(char c) {
    return c >= '0' && c <= '9';
  }

  private int skip(int from, String characters, int most) {
    int i = from;
    while (i < text.length() && i - from < most && characters.indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }
}
