package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Ends what an agent is doing for this conversation, through whichever gateway. */
final class Stop implements UrgentCommand {
  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String summary() {
    return "stops the answer that is being worked on";
  }

  @Override
  public CompletableFuture<String> answer(Turn turn) {
    return CompletableFuture.completedFuture("Stopped 1 task(s).");
  }

  @Override
  public Optional<String> answerIfIdle() {
    return Optional.of("No active task to stop.");
  }

  @Override
  public void carryOut(Turn turn) {
    // the store does it in the step in which it keeps the answer
  }
}
