package io.nanobot.api.agent;

import io.nanobot.api.message.InboundMessage;

/** One message that is to be answered, with what the host knows about it. */
public interface Turn {
  /**
   * The channel that it came through.
   *
   * @return the key under {@code channels} in the configuration
   */
  String channel();

  /**
   * The conversation's key over all channels; the agent's memory of the conversation hangs on it.
   *
   * @return {@code channel:id}, or {@code channel:group:id} in a group
   */
  String session();

  /**
   * Who asks, after the host has mapped the platform's identity.
   *
   * @return the admitted sender
   */
  Principal principal();

  /**
   * What was written.
   *
   * @return the message; its names, text and quote are untrusted
   */
  InboundMessage message();
}
