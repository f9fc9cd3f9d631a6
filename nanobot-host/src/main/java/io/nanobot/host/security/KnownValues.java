package io.nanobot.host.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds secrets that are known, in one pass: only what begins with the same two characters as one
 * of them is compared. Immutable; any thread.
 */
final class KnownValues {
  /** A piece of Base64 text that is shorter is found in too many other texts. */
  private static final int SHORTEST_BASE64 = 4;

  /** So much of the beginning of a secret is enough where a text was cut off. */
  private static final int TELLING = 8;

  private static final int BUCKETS = 1 << 10;

  /**
   * A text to look for.
   *
   * @param base64 it is the middle of a longer text, which is hidden as a whole
   */
  private record Needle(String text, boolean base64) {}

  private static final Needle[] NOTHING = {};

  /** Below the constants that it is made with. */
  static final KnownValues NONE = new KnownValues(List.of());

  private final Needle[][] buckets = new Needle[BUCKETS][];

  KnownValues(Collection<String> secrets) {
    Arrays.fill(buckets, NOTHING);
    Set<Needle> needles = new LinkedHashSet<>();
    for (String secret : secrets) {
      add(needles, SecretForms.plain(secret), false, Redactor.SHORTEST);
      add(needles, SecretForms.base64(secret), true, SHORTEST_BASE64);
    }
    needles.stream()
        .sorted(Comparator.comparing((Needle needle) -> needle.text().length()).reversed())
        .forEach(this::index);
  }

  private static void add(
      Set<Needle> needles, Collection<String> texts, boolean base64, int shortest) {
    for (String text : texts) {
      if (text.length() >= shortest) {
        needles.add(new Needle(text, base64));
      }
    }
  }

  private void index(Needle needle) {
    int bucket = bucket(needle.text().charAt(0), needle.text().charAt(1));
    Needle[] more = Arrays.copyOf(buckets[bucket], buckets[bucket].length + 1);
    more[more.length - 1] = needle;
    buckets[bucket] = more;
  }

  private static int bucket(char first, char second) {
    return (first * 31 + second) & (BUCKETS - 1);
  }

  void find(String text, Spans found) {
    int last = text.length() - 1;
    for (int i = 0; i < last; i++) {
      for (Needle candidate : buckets[bucket(text.charAt(i), text.charAt(i + 1))]) {
        compare(text, i, candidate, found);
      }
    }
  }

  private static void compare(String text, int at, Needle needle, Spans found) {
    String wanted = needle.text();
    int limit = Math.min(wanted.length(), text.length() - at);
    int same = 0;
    while (same < limit && wanted.charAt(same) == text.charAt(at + same)) {
      same++;
    }
    boolean whole = same == wanted.length();
    if (!whole && !(same >= telling(wanted) && isCut(text, at + same))) {
      return;
    }
    if (needle.base64()) {
      found.add(base64Start(text, at), base64End(text, at + same));
    } else {
      found.add(at, at + same);
    }
  }

  private static int telling(String wanted) {
    int half = (wanted.length() + 1) / 2;
    return Math.max(Redactor.SHORTEST, Math.min(TELLING, half));
  }

  /** Who shortens a text to its first characters may cut a secret in two. */
  private static boolean isCut(String text, int at) {
    if (at == text.length()) {
      return true;
    }
    char next = text.charAt(at);
    return next == '…' || next == '\n' || next == '\r' || text.startsWith("...", at);
  }

  /** What stands before the secret is its user, at most so long. */
  private static int base64Start(String text, int at) {
    int start = at;
    while (start > 0 && at - start < 1024 && isBase64(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static int base64End(String text, int at) {
    int end = at;
    while (end < text.length() && end - at < 1024 && isBase64(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isBase64(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || "+/-_=".indexOf(c) >= 0);
  }
}
