package io.nanobot.api.channel;

import static java.util.Objects.requireNonNull;

/**
 * What {@link Channel#connect()} achieved.
 *
 * @param transport how the channel is connected, as the end of the sentence "connected via …", for
 *     example {@code Stream Mode}
 */
public record Connection(String transport) {
  /** Checks that the part is there. */
  public Connection {
    requireNonNull(transport, "transport");
  }
}
