package io.nanobot.host.pipeline;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import java.time.Instant;
import java.util.Map;

/** Messages for tests. */
final class Messages {
  private Messages() {}

  static InboundMessage inbound(String id, String staffId, String text) {
    return InboundMessage.builder(
            id,
            Conversation.direct(staffId),
            new Sender(new Identity("staffId", staffId), "name of " + staffId),
            Instant.EPOCH)
        .text(text)
        .replyHints(Map.of("sessionWebhook", "https://example.com/secret"))
        .build();
  }
}
