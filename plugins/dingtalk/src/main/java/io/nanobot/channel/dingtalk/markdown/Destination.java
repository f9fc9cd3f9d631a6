package io.nanobot.channel.dingtalk.markdown;

import java.util.Locale;
import java.util.Set;

/** Where a link leads to. */
record Destination(String address) {
  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel", "dingtalk");
  private static final Set<String> PICTURE_SCHEMES = Set.of("http", "https");

  /** Beyond it nobody reads an address, least of all one that holds a file. */
  private static final int LONGEST_READABLE = 300;

  /** Simple readers of Markdown end an address at these. */
  private static final String NOT_IN_ADDRESS = " ()<>\\\"`";

  static Destination of(String text) {
    StringBuilder address = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c <= ' ' || c == 0x7F || NOT_IN_ADDRESS.indexOf(c) >= 0) {
                address.append("%%%02X".formatted(c));
              } else {
                address.appendCodePoint(c);
              }
            });
    return new Destination(address.toString());
  }

  /** Whether a click on it does no harm, and leads anywhere outside of a web page. */
  boolean opens() {
    return SCHEMES.contains(scheme());
  }

  /** Whether DingTalk shows a picture from there; an at or dollar sign starts a media ID. */
  boolean shows() {
    return PICTURE_SCHEMES.contains(scheme()) || address.startsWith("@") || address.startsWith("$");
  }

  private String scheme() {
    int colon = address.indexOf(':');
    return colon < 0 ? "" : address.substring(0, colon).toLowerCase(Locale.ROOT);
  }

  /** What a label lacks for readers who can not click. */
  String behind(String label) {
    if (label.isBlank()) {
      return address;
    }
    boolean telling = !label.equals(address) && address.length() <= LONGEST_READABLE;
    return telling && !address.isEmpty() ? " (" + address + ")" : "";
  }
}
