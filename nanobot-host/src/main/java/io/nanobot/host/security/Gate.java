package io.nanobot.host.security;

import io.nanobot.api.message.InboundMessage;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets messages in or turns them away, and tells the operator of the latter. Any thread. */
public final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);

  @Inject
  public Gate() {}

  /** Completes when it is known whether the message is admitted; exceptionally if that fails. */
  public CompletionStage<Decision> decide(
      String channel, AccessPolicy policy, InboundMessage message) {
    Decision decision = policy.decide(Attempt.of(message), () -> false);
    if (decision.refuses()) {
      log.warn("{}", new Refusal(channel, policy, message, decision).sentence());
    }
    return CompletableFuture.completedStage(decision);
  }
}
