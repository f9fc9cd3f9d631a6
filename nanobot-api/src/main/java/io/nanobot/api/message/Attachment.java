package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A file that goes with a message.
 *
 * @param kind how the platform shows it
 * @param name the file's name; untrusted text, may be empty
 * @param mediaType the media type (RFC 6838), if it is known
 * @param source where the content is. An agent gets an inbound attachment with the {@code file:}
 *     URI of a local copy, which the host removes when it is old. Before that it is the channel's
 *     own key to fetch it with, opaque to everybody else. Of an outbound attachment it is the URI
 *     of the content
 */
public record Attachment(Kind kind, String name, Optional<String> mediaType, String source) {
  /** How a platform shows an attachment. */
  public enum Kind {
    /** A picture. */
    IMAGE,
    /** A voice message or other sound. */
    AUDIO,
    /** A film. */
    VIDEO,
    /** Any other file. */
    FILE
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the source is blank or contains a control character
   */
  public Attachment {
    requireNonNull(kind, "kind");
    requireNonNull(name, "name");
    requireNonNull(mediaType, "mediaType");
    Checks.identifier("attachment source", source);
  }

  /** Tells what it is, and not where: a key or a signed address gives access to the content. */
  @Override
  public String toString() {
    return "Attachment[kind=%s, mediaType=%s]".formatted(kind, mediaType.orElse("unknown"));
  }
}
