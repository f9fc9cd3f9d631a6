package io.nanobot.host.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The way to one value: keys, and positions of lists as {@code [0]}. */
record KeyPath(List<String> parts) {
  static final KeyPath ROOT = new KeyPath(List.of());

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]{0,63}|\\[\\d+]");
  private static final int LONGEST = 40;

  static KeyPath of(String... parts) {
    return new KeyPath(List.of(parts));
  }

  KeyPath child(String key) {
    List<String> longer = new ArrayList<>(parts);
    longer.add(key);
    return new KeyPath(List.copyOf(longer));
  }

  KeyPath child(int index) {
    return child("[" + index + "]");
  }

  KeyPath join(KeyPath below) {
    List<String> longer = new ArrayList<>(parts);
    longer.addAll(below.parts);
    return new KeyPath(List.copyOf(longer));
  }

  KeyPath parent() {
    return new KeyPath(parts.subList(0, parts.size() - 1));
  }

  int length() {
    return parts.size();
  }

  String last() {
    return parts.get(parts.size() - 1);
  }

  boolean startsWith(KeyPath other) {
    return length() >= other.length() && parts.subList(0, other.length()).equals(other.parts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      if (text.length() > 0 && !part.startsWith("[")) {
        text.append('.');
      }
      text.append(PLAIN.matcher(part).matches() ? part : quoted(part));
    }
    return text.toString();
  }

  /** A key is the user's text: it may be a secret in the wrong place or move the cursor. */
  private static String quoted(String key) {
    String visible = key.replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "?");
    return '"'
        + (visible.length() > LONGEST ? visible.substring(0, LONGEST) + "..." : visible)
        + '"';
  }
}
