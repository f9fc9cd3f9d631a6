package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The session webhooks: one for each message and robot, valid for 90 minutes. */
final class WebhookSessions {
  /** Published samples are a little over 90 minutes after the message. */
  static final Duration LIFETIME = Duration.ofMinutes(90).plusMillis(171);

  record Session(String id, SentMessage message, App app, Instant expires) {}

  private record Key(String msgId, String clientId) {}

  private final Map<Key, Session> byMessage = new HashMap<>();
  private final Map<String, Session> byId = new HashMap<>();
  private final Clock clock;

  WebhookSessions(Clock clock) {
    this.clock = clock;
  }

  synchronized Session of(SentMessage message, App app) {
    Session session =
        byMessage.computeIfAbsent(
            new Key(message.msgId(), app.clientId()),
            key -> new Session(newId(), message, app, message.at().plus(LIFETIME)));
    byId.put(session.id(), session);
    return session;
  }

  synchronized Optional<Session> find(String id) {
    return Optional.ofNullable(byId.get(id))
        .filter(session -> clock.instant().isBefore(session.expires()));
  }

  /** Also those that are no longer valid. */
  synchronized List<String> issued() {
    return List.copyOf(byId.keySet());
  }

  synchronized void clear() {
    byMessage.clear();
    byId.clear();
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
