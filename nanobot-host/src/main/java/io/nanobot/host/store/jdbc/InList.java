package io.nanobot.host.store.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Values for {@code IN (...)} in portions of few different sizes, so that few statements have to be
 * prepared. The last value is repeated to fill a portion up.
 */
final class InList {
  private static final int[] SIZES = {1, 4, 16, 64};
  private static final int LARGEST = SIZES[SIZES.length - 1];

  private InList() {}

  static <T> List<List<T>> portions(Collection<T> values) {
    List<T> all = List.copyOf(values);
    List<List<T>> portions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += LARGEST) {
      portions.add(filledUp(all.subList(from, Math.min(all.size(), from + LARGEST))));
    }
    return portions;
  }

  /** The question marks for a portion. */
  static String marks(int size) {
    return "(" + "?,".repeat(size - 1) + "?)";
  }

  private static <T> List<T> filledUp(List<T> values) {
    int size = LARGEST;
    for (int candidate : SIZES) {
      if (candidate >= values.size()) {
        size = candidate;
        break;
      }
    }
    List<T> portion = new ArrayList<>(values);
    while (portion.size() < size) {
      portion.add(values.get(values.size() - 1));
    }
    return portion;
  }
}
