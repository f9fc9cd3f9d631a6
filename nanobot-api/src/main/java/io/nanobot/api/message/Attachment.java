package io.nanobot.api.message;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A file that goes with a message.
 *
 * @param kind how the platform shows it
 * @param name the file's name; untrusted text, may be empty
 * @param mediaType the media type (RFC 6838), if it is known
 * @param source of an inbound attachment the channel's own key to fetch it with, opaque to
 *     everybody else; of an outbound attachment the URI of the content
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
}
