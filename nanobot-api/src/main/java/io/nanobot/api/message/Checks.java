package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

final class Checks {
  private Checks() {}

  /** An identifier ends up in logs, keys and files: it has content and nothing invisible. */
  static String identifier(String what, String value) {
    requireNonNull(value, what);
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " is blank");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(what + " contains a control character");
    }
    return value;
  }
}
