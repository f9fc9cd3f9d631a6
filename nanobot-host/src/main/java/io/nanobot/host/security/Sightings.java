package io.nanobot.host.security;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Sighting;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers who wrote, beside the messages: none of them waits for that or fails by it. */
final class Sightings {
  private static final Logger log = LoggerFactory.getLogger(Sightings.class);

  /** Of the same in the same place. */
  private static final Duration EVERY = Duration.ofMinutes(1);

  private static final int REMEMBERED = 10_000;

  private record Key(Person person, String group, Decision decision) {}

  private final KnownSenders store;
  private final Quota<Key> quota;

  Sightings(KnownSenders store, Clock clock) {
    this.store = store;
    this.quota = new Quota<>(1, EVERY, REMEMBERED, clock);
  }

  void note(String channel, Schemes schemes, InboundMessage message, Decision decision) {
    Person.of(channel, message.sender().identity())
        .ifPresent(person -> note(person, schemes, message, decision));
  }

  private void note(Person person, Schemes schemes, InboundMessage message, Decision decision) {
    Conversation conversation = message.conversation();
    Sighting sighting =
        new Sighting(
            person,
            schemes.write(person.identity()),
            message.sender().displayName(),
            Optional.of(conversation).filter(place -> Attempt.of(message).inGroup()),
            decision.name(),
            message.sender().unidentifiedBecause().filter(reason -> !decision.admits()));
    Key key = new Key(person, sighting.group().map(Conversation::id).orElse(""), decision);
    if (quota.take(key).isEmpty()) {
      return;
    }
    CompletionStage<Void> written = store.seen(sighting);
    written.whenComplete(
        (done, failure) -> {
          if (failure != null) {
            quota.giveBack(key);
            log.debug("It could not be remembered who wrote", failure);
          }
        });
  }
}
