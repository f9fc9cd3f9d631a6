package io.nanobot.host.config;

import java.util.Optional;

/**
 * A problem on its way to the report.
 *
 * @param path the setting
 * @param tolerable whether a disabled channel may have it
 * @param message what is wrong
 * @param suggestion what was probably meant
 */
record Finding(KeyPath path, boolean tolerable, String message, Optional<String> suggestion) {
  static Finding error(KeyPath path, String message) {
    return new Finding(path, false, message, Optional.empty());
  }

  static Finding error(KeyPath path, String message, Optional<String> suggestion) {
    return new Finding(path, false, message, suggestion);
  }

  static Finding incomplete(KeyPath path, String message) {
    return new Finding(path, true, message, Optional.empty());
  }
}
