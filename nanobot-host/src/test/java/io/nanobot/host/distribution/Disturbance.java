package io.nanobot.host.distribution;

import java.time.Duration;

/**
 * What is done to one gateway once.
 *
 * @param early whether it may strike while the gateway is still starting; otherwise the gateway is
 *     connected first
 * @param calm how long it is left alone before, from its start or from the connection
 */
record Disturbance(Kind kind, boolean early, Duration calm) {
  /** What can be done to a process. */
  enum Kind {
    /** {@code kill -9}, and a new start. */
    KILL,
    /** {@code kill -STOP} until its leases are over, then {@code kill -CONT}. */
    FREEZE,
    /** SIGTERM, and a new start. */
    STOP
  }
}
