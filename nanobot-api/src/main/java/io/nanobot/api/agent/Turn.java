package io.nanobot.api.agent;

import io.nanobot.api.message.InboundMessage;
import java.util.List;
import java.util.Optional;

/** One message that is to be answered, with what the host knows about it. */
public interface Turn {
  /**
   * The channel that it came through.
   *
   * @return the key under {@code channels} in the configuration
   */
  String channel();

  /**
   * The conversation's key over all channels.
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

  /**
   * What was said in this session before. The host keeps it, in bounds that the configuration sets,
   * over restarts and over all gateways that share a store; people begin anew with {@code /new}.
   *
   * @return the oldest first; empty at the beginning, and for an agent that does not want it
   */
  List<Exchange> history();

  /**
   * What the configuration tells the agent for this place and person, beside the agent's own
   * settings: the {@code instructions} of the binding that chose it. Written by whoever runs the
   * gateway, and so trusted, unlike the {@linkplain #message() message}. An agent that follows no
   * instructions may leave them unread.
   *
   * @return text in plain words, never blank; empty if there is none
   */
  default Optional<String> instructions() {
    return Optional.empty();
  }
}
