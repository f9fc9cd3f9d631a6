package io.nanobot.host.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a store holds.
 *
 * @param name the engine and its place
 * @param version the form of its tables
 * @param bytes the size of its files, if it is made of files
 * @param queues those in which something waits
 * @param deadLetters how many messages were given up and are kept
 * @param holders who is connected for a channel
 */
public record StoreReport(
    String name,
    long version,
    OptionalLong bytes,
    List<Waiting> queues,
    long deadLetters,
    List<Holder> holders) {
  /**
   * What waits in one queue.
   *
   * @param messages how many, with those that are being worked on
   * @param lanes of how many conversations
   * @param leased how many of these a gateway is at work on
   * @param oldest for how long the first of them has waited
   */
  public record Waiting(
      Queue queue, long messages, long lanes, long leased, Optional<Duration> oldest) {}

  /**
   * A gateway that holds a connection of a channel.
   *
   * @param until when that ends, unless it says again that it holds it
   */
  public record Holder(String channel, int place, String owner, Instant until) {}

  public StoreReport {
    queues = List.copyOf(queues);
    holders = List.copyOf(holders);
  }
}
