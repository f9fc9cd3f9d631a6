package io.nanobot.host.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class SpellingHint {
  private SpellingHint() {}

  /** The nearest candidate, if it is near: about one slip in three letters. */
  public static Optional<String> closest(String word, Collection<String> candidates) {
    String plain = plain(word);
    return candidates.stream()
        .filter(candidate -> !candidate.equals(word))
        .filter(candidate -> distance(plain, plain(candidate)) <= allowed(plain, candidate))
        .min(
            Comparator.comparingInt((String candidate) -> distance(plain, plain(candidate)))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int allowed(String word, String candidate) {
    return Math.min(4, Math.max(1, Math.min(word.length(), candidate.length()) / 3));
  }

  private static String plain(String word) {
    String letters = word.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    return letters.substring(0, Math.min(letters.length(), 64));
  }

  /** Damerau and Levenshtein's: insert, delete, replace, or swap two neighbours. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, cost[i - 2][j - 2] + 1);
        }
        cost[i][j] = best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
