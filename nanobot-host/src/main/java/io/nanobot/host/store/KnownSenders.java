package io.nanobot.host.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is remembered of people who wrote, admitted or not. All methods may be called from any
 * thread and none blocks a gateway's; what they return completes on a thread of the store, and
 * exceptionally with a {@link StoreException} if the store does not work.
 */
public interface KnownSenders {
  /** How many are remembered per channel, those who wrote last. */
  int SEEN_PER_CHANNEL = 200;

  /** Somebody wrote. */
  CompletableFuture<Void> seen(Sighting sighting);

  /** Who wrote, through one channel or all of them, the latest last. */
  CompletableFuture<List<Sighting.Dated>> sightings(Optional<String> channel);

  /**
   * In one step: remembers that somebody was told something, and stores what they are told. Nothing
   * happens if they were told that not long ago, through whichever gateway.
   *
   * @param kind what about, a short word
   * @param every how long ago is not long ago
   * @return whether it happened
   */
  CompletableFuture<Boolean> tell(Person person, String kind, Duration every, NewMessage message);
}
