package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The earlier message that a message answers. Its files are among the {@link
 * InboundMessage#attachments()}, after those of the message itself.
 *
 * @param messageId the platform's ID of the quoted message, if the platform tells it
 * @param text what was quoted; untrusted text, empty if the platform does not tell it
 */
public record Quote(Optional<String> messageId, String text) {
  /** Checks that both parts are there. */
  public Quote {
    requireNonNull(messageId, "messageId");
    requireNonNull(text, "text");
  }
}
