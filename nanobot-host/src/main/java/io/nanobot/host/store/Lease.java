package io.nanobot.host.store;

import java.time.Duration;

/**
 * The right to work on a lane, until it runs out.
 *
 * @param laneId the lane's number in the store
 * @param token grows with each claim of the lane; a holder whose lease was given to somebody else
 *     is known by its old token and changes nothing any more
 * @param until when it runs out, as {@link System#nanoTime()} of this process; never later than
 *     what the store measures
 */
public record Lease(Lane lane, long laneId, long token, long until) {
  /** Whether it is certain that nobody else has the lane, now and for that long. */
  public boolean isHeldFor(Duration time) {
    return until - System.nanoTime() > time.toNanos();
  }
}
