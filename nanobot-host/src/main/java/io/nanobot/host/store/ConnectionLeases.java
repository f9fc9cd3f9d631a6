package io.nanobot.host.store;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Which of several gateways holds the connections of a channel. All methods may be called from any
 * thread.
 */
public interface ConnectionLeases {
  /**
   * Takes a place among those that are connected, or keeps the one that this gateway has.
   *
   * @param places how many gateways may be connected at once
   * @return when the place is lost unless it is asked for again, as {@link System#nanoTime()};
   *     empty if others have all places
   */
  CompletableFuture<OptionalLong> hold(String channel, int places, Duration lease);

  /** Gives the place back; nothing happens if there is none. */
  CompletableFuture<Void> give(String channel);
}
