package io.nanobot.host.store;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as every database can keep it. */
public final class WellFormed {
  private static final int LONGEST_NAME = 200;

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

  /** The same of what somebody calls themselves or something, without an end that is too long. */
  public static String name(String name) {
    boolean fits = name.length() <= LONGEST_NAME;
    return text(fits ? name : name.substring(0, LONGEST_NAME));
  }
}
