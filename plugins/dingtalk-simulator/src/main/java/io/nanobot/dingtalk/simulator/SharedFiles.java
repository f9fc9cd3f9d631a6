package io.nanobot.dingtalk.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people have sent to bots: behind a download code first, and then behind a signed link. */
final class SharedFiles {
  /** Not documented; long enough for a bot that downloads at once, as it should. */
  static final Duration LINK_LIFETIME = Duration.ofMinutes(10);

  /** A file and the only robot that may have it. */
  record Coded(App app, SharedFile file) {}

  /** A file for whoever has the signature. */
  record Link(String id, String signature, Instant expires, SharedFile file) {}

  private final Map<String, Coded> byCode = new HashMap<>();
  private final Map<String, Link> links = new HashMap<>();
  private final Clock clock;

  SharedFiles(Clock clock) {
    this.clock = clock;
  }

  /** The code of a message's file: the same each time that the message is pushed. */
  synchronized String code(SentMessage message, int index, App app) {
    SharedFile file = message.utterance().files().get(index);
    String code =
        OpaqueId.stable("", "file", message.msgId(), Integer.toString(index), app.clientId());
    byCode.put(code, new Coded(app, file));
    return code;
  }

  synchronized Optional<Coded> byCode(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  synchronized Link link(SharedFile file) {
    Link link =
        new Link(
            UUID.randomUUID().toString(),
            OpaqueId.random(""),
            clock.instant().plus(LINK_LIFETIME),
            file);
    links.put(link.id(), link);
    return link;
  }

  /** Empty if it is not valid, or not any more. */
  synchronized Optional<SharedFile> linked(String id, String signature) {
    return Optional.ofNullable(links.get(id))
        .filter(link -> link.signature().equals(signature))
        .filter(link -> clock.instant().isBefore(link.expires()))
        .map(Link::file);
  }

  synchronized List<String> issuedCodes() {
    return List.copyOf(byCode.keySet());
  }

  synchronized List<String> issuedSignatures() {
    return links.values().stream().map(Link::signature).toList();
  }

  synchronized void clear() {
    byCode.clear();
    links.clear();
  }
}
