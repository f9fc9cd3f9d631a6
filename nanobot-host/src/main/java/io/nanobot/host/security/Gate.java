package io.nanobot.host.security;

import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.AccessDecided;
import io.nanobot.host.store.KnownSenders;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets messages in or turns them away. Tells the operator of the latter, and those who were turned
 * away if they may know. Any thread; nothing blocks.
 */
public final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  private final Pairing pairing;
  private final Refusals refusals;
  private final Sightings sightings;
  private final RefusalNotices refusalNotices;
  private final Principals principals;
  private final Audit audit;

  @Inject
  public Gate(
      Pairing pairing,
      KnownSenders senders,
      Notices notices,
      Principals principals,
      Audit audit,
      Clock clock) {
    this.pairing = pairing;
    this.refusals = new Refusals(clock);
    this.sightings = new Sightings(senders, clock);
    this.refusalNotices = new RefusalNotices(pairing, notices, clock);
    this.principals = principals;
    this.audit = audit;
  }

  /** Completes when it is known whether the message is admitted; exceptionally if that fails. */
  public CompletionStage<Decision> decide(
      String channel, AccessPolicy policy, InboundMessage message) {
    Attempt attempt = Attempt.of(message);
    AtomicBoolean depends = new AtomicBoolean();
    Decision unpaired =
        policy.decide(
            attempt,
            () -> {
              depends.set(true);
              return false;
            });
    if (!depends.get() && !mayOvertake(attempt, policy, unpaired)) {
      return CompletableFuture.completedStage(announced(channel, policy, message, unpaired));
    }
    return pairing
        .admits(channel, message.sender().identity())
        .thenApply(
            paired -> {
              Decision decision = policy.decide(attempt, () -> paired);
              // On a thread of the store, or still on the caller's.
              return LogContext.of(channel, () -> announced(channel, policy, message, decision));
            });
  }

  /**
   * Whether others in the same conversation may have to be looked up. Whoever is admitted without
   * that is looked up all the same, so that messages stay in their order.
   */
  private static boolean mayOvertake(Attempt attempt, AccessPolicy policy, Decision decision) {
    return attempt.inGroup()
        && decision.admits()
        && policy.config().dmPolicy() == DirectPolicy.PAIRING;
  }

  private Decision announced(
      String channel, AccessPolicy policy, InboundMessage message, Decision decision) {
    if (decision.refuses()) {
      refusals.tell(new Refusal(channel, policy, message, decision));
    }
    try {
      note(channel, policy, message, decision);
      refusalNotices.tell(channel, policy, message, decision);
      sightings.note(channel, policy.schemes(), message, decision);
    } catch (RuntimeException e) {
      log.error("A fault of the host; the message is decided about all the same", e);
    }
    return decision;
  }

  /** What was not said to the bot is no attempt to use it. */
  private void note(
      String channel, AccessPolicy policy, InboundMessage message, Decision decision) {
    if (decision.admits() || decision.refuses()) {
      audit.record(
          AccessDecided.of(
              channel,
              principals.of(channel, policy.schemes(), message.sender()),
              message.conversation(),
              decision.admits(),
              decision.name()));
    }
  }
}
