package io.nanobot.host.config;

import java.util.Optional;

/**
 * Where a setting was written.
 *
 * @param line its line in the file, from 1; 0 when unknown
 * @param column its column, from 1; 0 when unknown
 * @param variable the environment variable that set it instead of the file
 */
public record Place(int line, int column, Optional<String> variable) {
  static final Place UNKNOWN = new Place(0, 0, Optional.empty());

  static Place in(int line, int column) {
    return new Place(line, column, Optional.empty());
  }

  static Place of(String variable) {
    return new Place(0, 0, Optional.of(variable));
  }

  /** For people: {@code line 5, column 7}; empty when unknown. */
  @Override
  public String toString() {
    if (variable.isPresent()) {
      return "environment variable " + variable.get();
    }
    return line == 0 ? "" : "line %d, column %d".formatted(line, column);
  }
}
