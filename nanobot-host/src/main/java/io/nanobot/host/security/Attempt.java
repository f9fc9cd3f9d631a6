package io.nanobot.host.security;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;

/** What access is decided by: who writes where, and whether to the bot. */
public record Attempt(Sender sender, Conversation conversation, boolean mentionsBot) {
  /** Of a message. */
  static Attempt of(InboundMessage message) {
    return new Attempt(message.sender(), message.conversation(), message.mentionsBot());
  }

  boolean inGroup() {
    return conversation.kind() == Conversation.Kind.GROUP;
  }
}
