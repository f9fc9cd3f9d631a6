package io.nanobot.host.security;

import java.util.Arrays;

/** Parts of a text, put together where they overlap. Not for several threads. */
final class Spans {
  private long[] parts = new long[8];
  private int count;

  /** Takes {@code [start, end)}. */
  void add(int start, int end) {
    if (end <= start) {
      return;
    }
    if (count > 0 && start <= end(parts[count - 1]) && start >= start(parts[count - 1])) {
      parts[count - 1] = part(start(parts[count - 1]), Math.max(end, end(parts[count - 1])));
      return;
    }
    if (count == parts.length) {
      parts = Arrays.copyOf(parts, count * 2);
    }
    parts[count++] = part(start, end);
  }

  /** The text with each part replaced. */
  String replaced(String text, String replacement) {
    if (count == 0) {
      return text;
    }
    Arrays.sort(parts, 0, count);
    StringBuilder result = new StringBuilder(text.length());
    int done = 0;
    for (int i = 0; i < count; i++) {
      int start = start(parts[i]);
      int end = end(parts[i]);
      while (i + 1 < count && start(parts[i + 1]) <= end) {
        end = Math.max(end, end(parts[++i]));
      }
      result.append(text, done, start).append(replacement);
      done = end;
    }
    return result.append(text, done, text.length()).toString();
  }

  private static long part(int start, int end) {
    return ((long) start << Integer.SIZE) | end;
  }

  private static int start(long part) {
    return (int) (part >>> Integer.SIZE);
  }

  private static int end(long part) {
    return (int) part;
  }
}
