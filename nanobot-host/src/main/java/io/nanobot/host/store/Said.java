package io.nanobot.host.store;

/**
 * A question and its answer, which later turns of the conversation are told.
 *
 * @param speaker the name of the person who asked
 * @param question what was written
 * @param answer all that was answered
 */
public record Said(String speaker, String question, String answer) {
  /** Keeps what every database can keep. */
  public Said {
    speaker = WellFormed.text(speaker);
    question = WellFormed.text(question);
    answer = WellFormed.text(answer);
  }
}
