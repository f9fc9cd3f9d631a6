package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;

/** Ends what an agent is doing for this conversation. */
final class Stop implements UrgentCommand {
  private final RunningTurns turns;

  Stop(RunningTurns turns) {
    this.turns = turns;
  }

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String summary() {
    return "stops the answer that is being worked on";
  }

  @Override
  public String answer(Turn turn) {
    return turns.runningFor(turn.session()).isPresent()
        ? "Stopped 1 task(s)."
        : "No active task to stop.";
  }

  @Override
  public void carryOut(Turn turn) {
    turns.stop(turn.session());
  }
}
