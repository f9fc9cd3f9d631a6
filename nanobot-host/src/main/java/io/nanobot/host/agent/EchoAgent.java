package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.Turn;

/** Says what it was told: enough to see that a channel works in both directions. */
public final class EchoAgent implements Agent {
  /** Echo has nothing to configure. */
  public record Settings() {}

  public static final String TYPE = "echo";

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
