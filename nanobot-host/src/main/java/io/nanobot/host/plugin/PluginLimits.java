package io.nanobot.host.plugin;

import java.time.Duration;

/**
 * How long a plugin may take for what, and how much of it may run at once.
 *
 * @param start for its constructor, its {@code start()} and each question to its factories
 * @param stop for its {@code stop()}
 * @param create for making a channel or an agent
 * @param connect for one attempt to connect
 * @param send for sending one message without files, see {@link SendLimit}
 * @param close for closing a channel or an agent
 * @param calls how many calls of one plugin may run at once, calls that hang among them
 */
public record PluginLimits(
    Duration start,
    Duration stop,
    Duration create,
    Duration connect,
    Duration send,
    Duration close,
    int calls) {

  /** Checks that every limit is positive. */
  public PluginLimits {
    for (Duration limit : new Duration[] {start, stop, create, connect, send, close}) {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("a time limit must be positive: " + limit);
      }
    }
    if (calls < 1) {
      throw new IllegalArgumentException("a plugin needs at least one call: " + calls);
    }
  }

  /**
   * The limits of a gateway.
   *
   * @return limits that no healthy plugin reaches
   */
  public static PluginLimits standard() {
    return new PluginLimits(
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        256);
  }
}
