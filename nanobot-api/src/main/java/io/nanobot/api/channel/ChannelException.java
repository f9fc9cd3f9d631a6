package io.nanobot.api.channel;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A failure that the channel has classified, so that the host can decide what follows. The message
 * is one sentence for the person who runs the gateway; it contains no secret, no token and no
 * session address.
 */
public final class ChannelException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, and with that what the host does next. */
  public enum Kind {
    /** The configuration can not work. Reported at once, tried again only slowly. */
    CONFIGURATION,
    /** The platform refuses the credentials. Reported at once, tried again only slowly. */
    AUTHENTICATION,
    /** The credentials are right, but a permission is missing. Reported at once. */
    PERMISSION,
    /** The platform refuses this message for good. Not tried again. */
    REJECTED,
    /** The platform asks for a pause. Tried again, see {@link #retryAfter()}. */
    RATE_LIMITED,
    /** The platform or the network does not answer, and nothing was done. Tried again. */
    UNAVAILABLE,
    /** It may have been done, the answer was never learnt. Tried again: it may be done twice. */
    UNCERTAIN
  }

  private final Kind kind;
  private final String hint;
  private final Duration retryAfter;

  /**
   * A failure without a hint.
   *
   * @param kind what kind of failure it is
   * @param message one sentence that says what happened
   */
  public ChannelException(Kind kind, String message) {
    this(kind, message, "");
  }

  /**
   * A failure with a hint.
   *
   * @param kind what kind of failure it is
   * @param message one sentence that says what happened
   * @param hint what the reader can do about it; may be empty
   */
  public ChannelException(Kind kind, String message, String hint) {
    this(kind, message, hint, Optional.empty());
  }

  /**
   * A failure after which the platform wants a pause.
   *
   * @param kind what kind of failure it is
   * @param message one sentence that says what happened
   * @param hint what the reader can do about it; may be empty
   * @param retryAfter the shortest pause before the next attempt, if the platform names one
   */
  public ChannelException(Kind kind, String message, String hint, Optional<Duration> retryAfter) {
    super(requireNonNull(message, "message"));
    this.kind = requireNonNull(kind, "kind");
    this.hint = requireNonNull(hint, "hint");
    this.retryAfter = retryAfter.orElse(null);
  }

  /**
   * Adds what caused it, for the debug log.
   *
   * @param cause the exception behind this one
   * @return this exception
   */
  public ChannelException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /**
   * What kind of failure it is.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * What the reader can do about it.
   *
   * @return a sentence; empty if there is nothing to add
   */
  public String hint() {
    return hint;
  }

  /**
   * The shortest pause before the next attempt.
   *
   * @return the pause that the platform named, if it named one
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
