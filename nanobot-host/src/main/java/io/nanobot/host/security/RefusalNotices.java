package io.nanobot.host.security;

import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.store.Pairings.Asked;
import io.nanobot.host.store.Person;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people who were refused are told, if anything. In a group nothing is said: others would read
 * it. None of this holds up a message or makes it fail.
 */
final class RefusalNotices {
  private static final Logger log = LoggerFactory.getLogger(RefusalNotices.class);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int REMEMBERED = 10_000;

  /** More strangers at once are no accident, and their notices must not fill the outbox. */
  private static final int PER_CHANNEL = 30;

  private final Pairing pairing;
  private final Notices notices;

  // The store knows the same for all gateways; these keep it from being asked for every message.
  private final Quota<Person> invitations;
  private final Quota<Person> others;

  private final Quota<String> ofChannel;
  private final Quota<String> complaints;

  RefusalNotices(Pairing pairing, Notices notices, Clock clock) {
    this.pairing = pairing;
    this.notices = notices;
    this.invitations = new Quota<>(1, MINUTE, REMEMBERED, clock);
    this.others = new Quota<>(1, HOUR, REMEMBERED, clock);
    this.ofChannel = new Quota<>(PER_CHANNEL, MINUTE, REMEMBERED, clock);
    this.complaints = new Quota<>(1, MINUTE, REMEMBERED, clock);
  }

  void tell(String channel, AccessPolicy policy, InboundMessage message, Decision decision) {
    if (!decision.refuses() || Attempt.of(message).inGroup()) {
      return;
    }
    Person.of(channel, message.sender().identity())
        .ifPresent(person -> tell(person, policy, message, decision));
  }

  private void tell(Person person, AccessPolicy policy, InboundMessage message, Decision decision) {
    if (decision == Decision.UNPAIRED) {
      once(invitations, person, () -> invite(person, message));
    } else if (decision == Decision.DIRECT_DISABLED) {
      once(others, person, () -> notices.tell(person, message, Notice.directDisabled()));
    } else if (policy.config().denyNotice()) {
      Notice notice =
          Notice.denied(
              policy.schemes().label(person.identity()), policy.schemes().write(person.identity()));
      once(others, person, () -> notices.tell(person, message, notice));
    }
  }

  private CompletionStage<Boolean> invite(Person person, InboundMessage message) {
    return pairing
        .ask(person, message.sender().displayName())
        .thenCompose(asked -> invite(person, message, asked));
  }

  private CompletionStage<Boolean> invite(Person person, InboundMessage message, Asked asked) {
    if (asked instanceof Asked.Waiting waiting) {
      return notices.tell(person, message, Notice.invitation(waiting.code()));
    }
    if (asked instanceof Asked.Full && complaints.take(person.channel()).isPresent()) {
      log.warn(
          "Sender {} on channel {} got no pairing code: as many requests wait as may wait. See nanobot pairing list, and approve or deny them.",
          Printable.text(person.identity().value()),
          person.channel());
    }
    return CompletableFuture.completedStage(false);
  }

  private void once(Quota<Person> quota, Person person, Supplier<CompletionStage<Boolean>> notice) {
    if (quota.take(person).isEmpty()) {
      return;
    }
    if (ofChannel.take(person.channel()).isEmpty()) {
      quota.giveBack(person);
      return;
    }
    notice
        .get()
        .whenComplete(
            (told, failure) -> {
              if (failure != null) {
                quota.giveBack(person); // else they would not be told when the store works again
                log.debug("A notice could not be stored", failure);
              }
            });
  }
}
