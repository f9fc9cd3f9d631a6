package io.nanobot.channel.dingtalk.markdown;

import java.util.function.IntPredicate;

/** Finds how much fits. */
final class Largest {
  private Largest() {}

  /**
   * The largest number up to a limit that fits, if all smaller ones fit as well; else one that
   * does. 0 is taken to fit. Steps up from below, so that it never tries what is far too large.
   */
  static int upTo(int limit, IntPredicate fits) {
    int good = 0;
    int bad = limit + 1;
    int step = 1;
    while (bad - good > 1) {
      int candidate = bad <= limit ? good + (bad - good) / 2 : Math.min(limit, good + step);
      if (fits.test(candidate)) {
        good = candidate;
        step *= 2;
      } else {
        bad = candidate;
      }
    }
    return good;
  }
}
