package io.nanobot.host.security;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** The code by which people name a pairing request: eight characters, as in {@code ABCD-EFGH}. */
final class PairingCode {
  /** Without those that are easily mistaken for each other. */
  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private static final int LENGTH = 8;

  private PairingCode() {}

  static String next(RandomGenerator random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return hyphenated(code.toString());
  }

  /** The code that somebody means: case, hyphen and what was copied around it do not matter. */
  static String meant(String typed) {
    StringBuilder code = new StringBuilder();
    typed
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(c -> ALPHABET.indexOf(c) >= 0)
        .limit(LENGTH + 1)
        .forEach(code::appendCodePoint);
    return code.length() == LENGTH ? hyphenated(code.toString()) : "";
  }

  private static String hyphenated(String code) {
    return code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
  }
}
