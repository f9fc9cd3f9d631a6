package io.nanobot.host.agent;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Attachment;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** Says what it was told and given: enough to see that a channel works in both directions. */
public final class EchoAgent implements Agent {
  /** Echo has nothing to configure. */
  public record Settings() {}

  public static final String TYPE = "echo";

  @Override
  public void respond(Turn turn, Reply reply) {
    StringJoiner said = new StringJoiner("\n").setEmptyValue("(a message without text)");
    Optional.of(turn.message().text()).filter(text -> !text.isBlank()).ifPresent(said::add);
    turn.message().attachments().forEach(file -> said.add(inWords(file)));
    reply.send(said.toString());
  }

  private static String inWords(Attachment file) {
    return "(%s: %s, %s)"
        .formatted(
            file.kind().name().toLowerCase(Locale.ROOT),
            file.name(),
            file.mediaType().orElse("of an unknown type"));
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
