package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import io.nanobot.host.store.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A command that does not wait until what was written before has been answered. Nothing of it
 * blocks.
 */
interface UrgentCommand extends HostCommand {
  /**
   * What is answered. It is stored before anything is carried out.
   *
   * @return completes with the text, and never fails
   */
  CompletableFuture<String> answer(Turn turn);

  /**
   * What is answered if no turn runs here that could be stopped; empty for a command that stops
   * none.
   */
  default Optional<String> answerIfIdle() {
    return Optional.empty();
  }

  /** Does it, once however often the platform delivers the message. */
  void carryOut(Turn turn);

  @Override
  default String answer(Turn turn, String arguments) throws InterruptedException {
    return Outcome.of(answer(turn));
  }
}
