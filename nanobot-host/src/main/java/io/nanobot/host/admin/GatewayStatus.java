package io.nanobot.host.admin;

import java.util.List;

/**
 * What a running gateway tells about itself.
 *
 * @param waitingForAgent messages that were accepted and are not answered yet
 */
public record GatewayStatus(
    String version, String startedAt, long waitingForAgent, Store store, List<Channel> channels) {
  /** Where what waits is kept. */
  public record Store(String engine, String state, String reason, String since) {}

  /** One channel, in words that need no knowledge of the host's classes. */
  public record Channel(
      String name,
      String type,
      String state,
      String reason,
      String since,
      String nextAttempt,
      String lastAlive) {}
}
