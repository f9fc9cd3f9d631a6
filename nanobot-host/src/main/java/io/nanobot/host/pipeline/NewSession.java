package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Turn;
import io.nanobot.host.store.StoreException;

/** Begins a conversation anew. */
final class NewSession implements HostCommand {
  private final Conversations conversations;

  NewSession(Conversations conversations) {
    this.conversations = conversations;
  }

  @Override
  public String name() {
    return "new";
  }

  @Override
  public String summary() {
    return "begins anew: what was said before is forgotten";
  }

  /**
   * What is answered.
   *
   * @throws StoreException if the store does not work; the message is then looked at again
   */
  @Override
  public String answer(Turn turn, String arguments) throws InterruptedException {
    conversations.forget(turn.session());
    return "New session started.";
  }
}
