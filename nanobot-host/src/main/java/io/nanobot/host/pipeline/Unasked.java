package io.nanobot.host.pipeline;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Messages that answer nobody. */
public final class Unasked {
  private Unasked() {}

  /** One for the outbox, behind what waits for the same conversation. */
  public static NewMessage message(String channel, Conversation conversation, String markdown) {
    String id = "unasked-" + UUID.randomUUID();
    OutboundMessage message =
        new OutboundMessage(
            id, conversation, markdown, List.of(), List.of(), Optional.empty(), Map.of());
    return new NewMessage(
        new Lane(Queue.outbox(channel), SessionKey.of(channel, conversation)),
        Optional.of(channel),
        id,
        new Payload.Answer(channel, message));
  }
}
