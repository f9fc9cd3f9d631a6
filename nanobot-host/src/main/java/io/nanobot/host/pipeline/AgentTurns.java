package io.nanobot.host.pipeline;

import io.nanobot.host.pipeline.LaneConsumer.Handler;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.StoredMessage;

/**
 * Has messages answered, several of a sender at once if that is wanted, and turns stopped that
 * nobody wants any more.
 */
record AgentTurns(Handler answers, Merging merging, RunningTurns turns) implements Handler {
  @Override
  public Step handle(StoredMessage message) throws InterruptedException {
    return answers.handle(message);
  }

  @Override
  public StoredMessage join(HeldLane lane, StoredMessage first) throws InterruptedException {
    return merging.join(lane, first);
  }

  @Override
  public boolean stop(Lane lane) {
    return turns.stop(lane);
  }
}
