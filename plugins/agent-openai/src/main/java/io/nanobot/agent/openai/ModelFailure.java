package io.nanobot.agent.openai;

import java.time.Duration;
import java.util.Optional;

/**
 * Why the model gave no answer. The message is a sentence for the person who runs the gateway; it
 * holds neither the key nor a word of the conversation.
 */
final class ModelFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  enum Kind {
    /** Ask again: it passes by itself. */
    PASSING,
    /** Ask again without the oldest of what was said before. */
    TOO_LONG,
    /** Ask again without pictures. */
    NO_PICTURES,
    /** Ask again without tools. */
    NO_TOOLS,
    /**
     * Nothing, and nothing of it may be remembered: whoever checks answers checks questions, too.
     */
    CONTENT,
    /** Nothing. */
    LASTING
  }

  private final Kind kind;
  private final String forPeople;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param forPeople a sentence for the person who asked, who can not change the configuration
   * @param forOperator what happened, and what to do
   */
  ModelFailure(Kind kind, String forPeople, String forOperator, Optional<Duration> retryAfter) {
    super(forOperator);
    this.kind = kind;
    this.forPeople = forPeople;
    this.retryAfter = retryAfter;
  }

  ModelFailure(Kind kind, String forPeople, String forOperator) {
    this(kind, forPeople, forOperator, Optional.empty());
  }

  /** The same, but nothing can be done about it any more. */
  ModelFailure lasting() {
    return kind == Kind.CONTENT ? this : new ModelFailure(Kind.LASTING, forPeople, getMessage());
  }

  Kind kind() {
    return kind;
  }

  String forPeople() {
    return forPeople;
  }

  /** How long the API asks to be left alone. */
  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
