package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Turn;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Has the gateway begin anew, with the configuration and the plugins that are there then. */
final class Restart implements UrgentCommand {
  private final Restarts restarts;

  Restart(Restarts restarts) {
    this.restarts = restarts;
  }

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public String summary() {
    return "restarts the gateway, which reads its configuration and plugins again";
  }

  @Override
  public Optional<String> role() {
    return Optional.of(Principal.ADMIN);
  }

  @Override
  public CompletableFuture<String> answer(Turn turn) {
    return CompletableFuture.completedFuture("Restarting...");
  }

  @Override
  public void carryOut(Turn turn) {
    restarts.ask(turn);
  }
}
