package io.nanobot.dingtalk.simulator;

import java.util.List;

/**
 * A Stream connection as it is now.
 *
 * @param topics what it has subscribed to
 * @param secure whether it came over TLS
 * @param leaving whether it was told to go: nothing is pushed to it any more
 */
public record Connection(
    String id,
    String clientId,
    String userAgent,
    List<String> topics,
    boolean secure,
    boolean leaving) {
  public Connection {
    topics = List.copyOf(topics);
  }
}
