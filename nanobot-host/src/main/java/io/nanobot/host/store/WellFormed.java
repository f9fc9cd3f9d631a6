package io.nanobot.host.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as every database can keep it. */
public final class WellFormed {
  private WellFormed() {}

  /**
   * The text without the character 0, and with half characters replaced: platforms cut texts
   * anywhere.
   */
  public static String text(String text) {
    String storable = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    return UTF_8.newEncoder().canEncode(storable)
        ? storable
        : new String(storable.getBytes(UTF_8), UTF_8);
  }

  /** The same of its beginning, if it is longer than so many characters. */
  public static String text(String text, int longest) {
    boolean fits = text.length() <= longest;
    return text(fits ? text : text.substring(0, longest));
  }
}
