package io.nanobot.host.store;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;

/** What a lane carries. */
public sealed interface Payload {
  /** The channel that it came through, or is to go through. */
  String channel();

  /**
   * An admitted message that waits for an agent.
   *
   * @param session the key of the conversation that it belongs to
   */
  record Question(String channel, String session, Principal principal, InboundMessage message)
      implements Payload {}

  /** A message that waits for its channel to send it. */
  record Answer(String channel, OutboundMessage message) implements Payload {}
}
