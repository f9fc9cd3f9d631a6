package io.nanobot.host.security;

import io.nanobot.api.message.Identity;
import io.nanobot.host.security.audit.Audit;
import io.nanobot.host.security.audit.AuditEvent.PairingChanged;
import io.nanobot.host.security.audit.AuditEvent.PairingChanged.Step;
import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.Pairings;
import io.nanobot.host.store.Pairings.Asked;
import io.nanobot.host.store.Person;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Admits people whom an operator knows by a code that they were given. Any thread; nothing blocks.
 * What is returned completes exceptionally if the store does not work.
 */
public final class Pairing {
  /** Requests that wait: of one channel, of all, and how long. */
  private static final Pairings.Bounds BOUNDS = new Pairings.Bounds(3, 50, Duration.ofHours(1));

  private static final int WRONG_GUESSES = 5;
  private static final Duration GUESSING = Duration.ofHours(1);
  private static final int GUESSERS = 10_000;

  /** What became of a request that somebody named by its code. */
  public sealed interface Settled {
    /** It was approved or denied, as asked for. */
    record Done(PairingRequest request) implements Settled {}

    /** There is none of that code, or it has expired. */
    record Unknown() implements Settled {}

    /** Whoever asks has been wrong too often, and is not listened to for some time. */
    record TooManyGuesses() implements Settled {}
  }

  private final Pairings store;
  private final RandomGenerator random;
  private final Audit audit;
  private final Quota<String> guesses;

  @Inject
  public Pairing(Pairings store, RandomGenerator random, Audit audit, Clock clock) {
    this.store = store;
    this.random = random;
    this.audit = audit;
    this.guesses = new Quota<>(WRONG_GUESSES, GUESSING, GUESSERS, clock);
  }

  /** Those who wait, the longest waiting first. */
  public CompletionStage<List<PairingRequest>> pending() {
    return store.pending();
  }

  /** Those who are admitted. */
  public CompletionStage<List<PairingApproval>> approved() {
    return store.approved();
  }

  /**
   * Admits whoever has the code, on their channel only, from their next message on.
   *
   * @param operator who says so, and may be wrong a few times an hour
   * @param code as it was typed
   */
  public CompletionStage<Settled> approve(String operator, String code) {
    return settle(operator, Step.APPROVED, () -> store.approve(PairingCode.meant(code), operator));
  }

  /**
   * Turns whoever has the code away, and gives them no other one until it would have expired.
   *
   * @param operator who says so, and may be wrong a few times an hour
   * @param code as it was typed
   */
  public CompletionStage<Settled> deny(String operator, String code) {
    return settle(operator, Step.DENIED, () -> store.deny(PairingCode.meant(code)));
  }

  /**
   * Admits somebody no longer, from their next message on.
   *
   * @param operator who says so
   * @param channel where; everywhere if it is empty
   * @param id their ID, alone or with its kind and a colon in front
   * @return what has ended by that
   */
  public CompletionStage<List<PairingApproval>> revoke(
      String operator, Optional<String> channel, String id) {
    return store
        .revoke(channel, id)
        .thenApply(
            ended -> {
              ended.forEach(approval -> note(approval.person(), Step.REVOKED, operator));
              return ended;
            });
  }

  /** Whether somebody is admitted by pairing; answered in the order of the questions. */
  CompletableFuture<Boolean> admits(String channel, Identity identity) {
    return Person.of(channel, identity)
        .map(store::has)
        .orElseGet(() -> CompletableFuture.completedFuture(false));
  }

  CompletableFuture<Asked> ask(Person person, String name) {
    return store
        .request(person, name, () -> PairingCode.next(random), BOUNDS)
        .thenApply(
            asked -> {
              if (asked instanceof Asked.Waiting waiting && waiting.first()) {
                note(person, Step.REQUESTED, "");
              }
              return asked;
            });
  }

  /** A guess counts before its outcome is known, so that many at once are not for free. */
  private CompletionStage<Settled> settle(
      String operator,
      Step step,
      Supplier<CompletableFuture<Optional<PairingRequest>>> settlement) {
    if (guesses.take(operator).isEmpty()) {
      return CompletableFuture.completedStage(new Settled.TooManyGuesses());
    }
    return settlement
        .get()
        .whenComplete(
            (request, failure) -> {
              if (failure != null || request.isPresent()) {
                guesses.giveBack(operator);
              }
            })
        .thenApply(
            request -> {
              request.ifPresent(settled -> note(settled.person(), step, operator));
              return request.<Settled>map(Settled.Done::new).orElseGet(Settled.Unknown::new);
            });
  }

  private void note(Person person, Step step, String operator) {
    Identity identity = person.identity();
    String who = identity.scheme() + ":" + identity.value();
    audit.record(new PairingChanged(person.channel(), who, step, operator));
  }
}
