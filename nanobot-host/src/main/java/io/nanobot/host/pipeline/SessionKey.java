package io.nanobot.host.pipeline;

import io.nanobot.api.message.Conversation;

/** The key of a conversation over all channels, as the Python nanobot writes it. */
final class SessionKey {
  private SessionKey() {}

  static String of(String channel, Conversation conversation) {
    return switch (conversation.kind()) {
      case DIRECT -> channel + ":" + conversation.id();
      case GROUP -> channel + ":group:" + conversation.id();
    };
  }
}
