package io.nanobot.host.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Who asked to be admitted, and who was. All methods may be called from any thread and none blocks
 * a gateway's; what they return completes on a thread of the store, and exceptionally with a {@link
 * StoreException} if the store does not work. All gateways of one store see the same, at once.
 */
public interface Pairings {
  /**
   * How much may wait.
   *
   * @param perChannel requests of one channel
   * @param inAll requests of all channels
   * @param life for how long one can be approved
   */
  record Bounds(int perChannel, int inAll, Duration life) {}

  /** What became of the wish to be admitted. */
  sealed interface Asked {
    /**
     * It waits.
     *
     * @param code under which code; the same one while it waits
     * @param first whether it did not wait before
     */
    record Waiting(String code, boolean first) implements Asked {}

    /** An operator has said no, and that holds for as long as the request would have waited. */
    record Denied() implements Asked {}

    /** It was approved just now. */
    record Approved() implements Asked {}

    /** As many wait as may wait. */
    record Full() implements Asked {}
  }

  /** Whether somebody is admitted. Answers come in the order of the questions. */
  CompletableFuture<Boolean> has(Person person);

  /**
   * Somebody asks to be admitted.
   *
   * @param name what they call themselves
   * @param codes gives new codes; asked again if one is in use
   */
  CompletableFuture<Asked> request(
      Person person, String name, Supplier<String> codes, Bounds bounds);

  /** Those who wait, the longest waiting first. */
  CompletableFuture<List<PairingRequest>> pending();

  /**
   * Admits whoever has the code, on their channel only.
   *
   * @param by who says so
   * @return empty if nobody waits under that code
   */
  CompletableFuture<Optional<PairingRequest>> approve(String code, String by);

  /** Turns whoever has the code away; empty if nobody waits under that code. */
  CompletableFuture<Optional<PairingRequest>> deny(String code);

  /** Those who are admitted, by channel, the latest last. */
  CompletableFuture<List<PairingApproval>> approved();

  /**
   * Admits somebody no longer.
   *
   * @param channel where; everywhere if it is empty
   * @param id their ID, alone or with its scheme and a colon in front
   * @return what has ended by that
   */
  CompletableFuture<List<PairingApproval>> revoke(Optional<String> channel, String id);
}
