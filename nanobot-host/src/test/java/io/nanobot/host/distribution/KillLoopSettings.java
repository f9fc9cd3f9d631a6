package io.nanobot.host.distribution;

import io.nanobot.host.store.TestDatabase;
import java.time.Duration;
import java.util.Optional;

/**
 * One run of the kill loop.
 *
 * @param engine what the report calls the store
 * @param database absent: each gateway keeps its messages in its own workspace
 * @param lease how long a gateway may hold a conversation without a word; a freeze takes 1.5 times
 *     as long
 */
record KillLoopSettings(
    String engine,
    Optional<TestDatabase> database,
    int gateways,
    int kills,
    int stops,
    int freezes,
    Duration lease,
    long seed) {
  private static final Duration LEASE = Duration.ofSeconds(10);

  /** A stop for every fifth kill and a freeze, which takes long, for every tenth. */
  static KillLoopSettings of(
      String engine, Optional<TestDatabase> database, int gateways, int kills, long seed) {
    return new KillLoopSettings(
        engine, database, gateways, kills, kills / 5, kills / 10, LEASE, seed);
  }

  KillLoopSettings withStops(int number) {
    return new KillLoopSettings(engine, database, gateways, kills, number, freezes, lease, seed);
  }

  KillLoopSettings withFreezes(int number) {
    return new KillLoopSettings(engine, database, gateways, kills, stops, number, lease, seed);
  }

  Duration freeze() {
    return lease.multipliedBy(3).dividedBy(2);
  }
}
