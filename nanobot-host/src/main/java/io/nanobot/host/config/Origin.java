package io.nanobot.host.config;

import java.util.Optional;

/**
 * What is known about a value besides the value.
 *
 * @param place where its key was written
 * @param hidden it comes from outside the file (a variable, another file), so no message shows it,
 *     and it may have to be read as a number although it is text
 * @param unresolved why it could not be had
 */
record Origin(Place place, boolean hidden, Optional<String> unresolved) {
  static Origin written(Place place) {
    return new Origin(place, false, Optional.empty());
  }

  static Origin variable(String name) {
    return new Origin(Place.of(name), true, Optional.empty());
  }

  Origin expanded() {
    return new Origin(place, true, unresolved);
  }

  Origin failed(String reason) {
    return new Origin(place, true, Optional.of(reason));
  }
}
