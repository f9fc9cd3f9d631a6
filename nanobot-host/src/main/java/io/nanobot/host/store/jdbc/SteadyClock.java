package io.nanobot.host.store.jdbc;

import java.time.Instant;
import java.time.InstantSource;

/** Goes on evenly from the time at which it was made, whatever is done to the machine's clock. */
final class SteadyClock implements InstantSource {
  private final Instant origin = Instant.now();
  private final long originNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return origin.plusNanos(System.nanoTime() - originNanos);
  }
}
