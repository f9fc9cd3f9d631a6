package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Access tokens: within its validity an app gets the same one again, and its period starts anew.
 */
final class Tokens {
  static final Duration VALIDITY = Duration.ofHours(2);

  private record Token(App app, String value, Instant expires) {}

  private final Map<String, Token> byClientId = new HashMap<>();
  private final Set<String> issued = new LinkedHashSet<>();
  private final Clock clock;

  Tokens(Clock clock) {
    this.clock = clock;
  }

  synchronized String issue(App app) {
    Token old = byClientId.get(app.clientId());
    String value =
        old != null && clock.instant().isBefore(old.expires())
            ? old.value()
            : UUID.randomUUID().toString().replace("-", "");
    issued.add(value);
    byClientId.put(app.clientId(), new Token(app, value, clock.instant().plus(VALIDITY)));
    return value;
  }

  synchronized Optional<App> owner(String value) {
    return byClientId.values().stream()
        .filter(token -> token.value().equals(value) && clock.instant().isBefore(token.expires()))
        .map(Token::app)
        .findFirst();
  }

  /** Also those that are no longer valid. */
  synchronized List<String> issued() {
    return List.copyOf(issued);
  }

  synchronized void revokeAll() {
    byClientId.clear();
  }
}
