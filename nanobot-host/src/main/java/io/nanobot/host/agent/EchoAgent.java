package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.Turn;

/** Says what it was told: enough to see that a channel works in both directions. */
final class EchoAgent implements Agent {
  @Override
  public void respond(Turn turn, Reply reply) {
    String text = turn.message().text();
    reply.send(text.isBlank() ? "(a message without text)" : text);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
