package io.nanobot.host.store;

import java.time.Duration;

/**
 * Somebody of this process who works on the lanes of a queue. A message that comes into a lane
 * where nobody is at work is handed over as soon as it is durable, without the way back through the
 * database. All methods return at once and may be called from any thread.
 */
public interface Taker {
  /** How long a lane is leased. */
  Duration lease();

  /** Keeps a place for one more lane; false if there is none. */
  boolean reserve();

  /** Gives a reserved place back: nothing came of it. */
  void cancel();

  /**
   * Nobody wants the outcome of that message, the first one of its lane, any more. May be told
   * again, and about lanes on which this process does not work.
   */
  void stop(long laneId, long position);

  /** Fills a reserved place. The message is durable, and the first one of the lane. */
  void take(Lease lease, StoredMessage first);
}
