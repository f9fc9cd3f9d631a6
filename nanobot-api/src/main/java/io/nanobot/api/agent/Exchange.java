package io.nanobot.api.agent;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What somebody said in a conversation before, and what they were answered.
 *
 * @param speaker the name of the person who asked; untrusted text, may be empty
 * @param question what was written, without the mention of the bot; untrusted text, may be empty
 * @param answer all that was answered, as CommonMark
 * @param at when the answer was complete
 */
public record Exchange(String speaker, String question, String answer, Instant at) {
  /** Checks that all parts are there. */
  public Exchange {
    requireNonNull(speaker, "speaker");
    requireNonNull(question, "question");
    requireNonNull(answer, "answer");
    requireNonNull(at, "at");
  }

  /** Tells when it was, and nothing that was said. */
  @Override
  public String toString() {
    return "Exchange[at=%s]".formatted(at);
  }
}
