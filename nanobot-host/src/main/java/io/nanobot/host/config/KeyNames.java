package io.nanobot.host.config;

import java.util.Locale;

/** The spellings of one key: {@code clientId}, {@code client_id}, {@code CLIENT_ID}. */
final class KeyNames {
  private KeyNames() {}

  /** {@code client_id} becomes {@code clientId}; a name without underscore stays. */
  static String camelCase(String key) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < key.length(); i++) {
      char letter = key.charAt(i);
      if (letter == '_' && camel.length() > 0) {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(letter) : letter);
        upper = false;
      }
    }
    return camel.toString();
  }

  static boolean same(String a, String b) {
    return bare(a).equals(bare(b));
  }

  private static String bare(String key) {
    return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}
