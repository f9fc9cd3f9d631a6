package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import java.util.Optional;

/** Something that the host itself answers when somebody writes a word with a slash. */
interface HostCommand {
  /** The word without the slash, in lower case. */
  String name();

  /** What it does, in a few words, for {@code /help}. */
  String summary();

  /** The role that one has to have; everybody who is admitted may use it if there is none. */
  default Optional<String> role() {
    return Optional.empty();
  }

  /** Whether something may be written behind the word. */
  default boolean takesArguments() {
    return false;
  }

  /**
   * What the audit log calls it.
   *
   * @param arguments what was written behind the word; may be a secret
   */
  default String audited(String arguments) {
    return "/" + name();
  }

  /**
   * What is answered.
   *
   * @param arguments what was written behind the word, without blanks around it; may be empty
   */
  String answer(Turn turn, String arguments) throws InterruptedException;
}
