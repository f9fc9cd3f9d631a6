package io.nanobot.api.agent;

import static java.util.Objects.requireNonNull;

/**
 * There is no answer, and the agent knows what that means. The message is one sentence for the
 * person who runs the gateway; it contains no secret and nothing that people have written.
 */
public final class AgentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, and with that what the host does next. */
  public enum Kind {
    /** It may work later. The turn is tried again some times. */
    UNAVAILABLE,
    /** It would fail again. The person who asked is told at once. */
    REJECTED
  }

  private final Kind kind;
  private final String forUser;

  /**
   * A failure that needs no words of its own to the person who asked.
   *
   * @param kind what kind of failure it is
   * @param message one sentence that says what happened
   */
  public AgentException(Kind kind, String message) {
    this(kind, message, "");
  }

  /**
   * A failure that the person who asked is told about.
   *
   * @param kind what kind of failure it is
   * @param message one sentence that says what happened
   * @param forUser what the person who asked is told, as CommonMark, once it is not tried again;
   *     empty for the host's apology
   */
  public AgentException(Kind kind, String message, String forUser) {
    super(requireNonNull(message, "message"));
    this.kind = requireNonNull(kind, "kind");
    this.forUser = requireNonNull(forUser, "forUser");
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
   * What the person who asked is told.
   *
   * @return CommonMark; empty for the host's apology
   */
  public String forUser() {
    return forUser;
  }
}
