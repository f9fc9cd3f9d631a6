package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import java.util.concurrent.CompletableFuture;

/** Tells how the gateway is. */
final class Status implements UrgentCommand {
  private final GatewayState state;

  Status(GatewayState state) {
    this.state = state;
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String summary() {
    return "shows what answers here, and how busy it is";
  }

  @Override
  public CompletableFuture<String> answer(Turn turn) {
    return state.markdown(turn);
  }

  @Override
  public void carryOut(Turn turn) {
    // the answer is all
  }
}
