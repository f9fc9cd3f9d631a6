package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message to a platform, in the host's terms.
 *
 * @param id the host's ID; a message that is sent again has the same ID
 * @param conversation to where it goes
 * @param markdown what it says, as CommonMark; may be empty if there are attachments
 * @param attachments the files that go with it
 * @param mentions who is to be notified
 * @param inReplyTo the platform's ID of the message that it answers
 * @param replyHints what the channel put into {@link InboundMessage#replyHints()} of that message;
 *     empty for a proactive message; never logged
 */
public record OutboundMessage(
    String id,
    Conversation conversation,
    String markdown,
    List<Attachment> attachments,
    List<Identity> mentions,
    Optional<String> inReplyTo,
    Map<String, String> replyHints) {

  /**
   * Checks the parts and copies the collections.
   *
   * @throws IllegalArgumentException if the ID is blank or there is neither text nor attachment
   */
  public OutboundMessage {
    Checks.identifier("message id", id);
    requireNonNull(conversation, "conversation");
    requireNonNull(markdown, "markdown");
    attachments = List.copyOf(attachments);
    mentions = List.copyOf(mentions);
    requireNonNull(inReplyTo, "inReplyTo");
    replyHints = Map.copyOf(replyHints);
    if (markdown.isBlank() && attachments.isEmpty()) {
      throw new IllegalArgumentException("a message needs text or an attachment");
    }
  }

  /** Tells which message it is, and neither its text nor its reply hints. */
  @Override
  public String toString() {
    return "OutboundMessage[id=%s, conversation=%s, inReplyTo=%s]"
        .formatted(id, conversation, inReplyTo.orElse("none"));
  }
}
