package io.nanobot.agent.openai;

import java.time.Duration;
import java.util.Optional;

/** The header in which an API says how long to wait: seconds, as all of them write it. */
final class RetryAfter {
  private RetryAfter() {}

  static Optional<Duration> parse(String header) {
    return header.strip().matches("\\d{1,6}(\\.\\d{1,6})?")
        ? Optional.of(Duration.ofMillis((long) (Double.parseDouble(header.strip()) * 1000)))
        : Optional.empty();
  }
}
