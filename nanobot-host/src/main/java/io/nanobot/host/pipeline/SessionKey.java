package io.nanobot.host.pipeline;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;

/** The key of a conversation over all channels, as the Python nanobot writes it. */
final class SessionKey {
  private static final String GROUP = "group:";
  private static final String EVERYTHING = "unified:default";
  private static final String DIRECT = "direct:";

  private SessionKey() {}

  /** Of all who take part, or of the one who wrote if the channel keeps a group's members apart. */
  static String of(Entrance entrance, InboundMessage message) {
    if (entrance.scope() == SessionScope.EVERYTHING) {
      return EVERYTHING;
    }
    String shared = of(entrance.channel(), message.conversation());
    boolean own =
        entrance.scope() == SessionScope.MEMBER
            && message.conversation().kind() == Conversation.Kind.GROUP;
    // A plain value is one of the primary kind; no other ID may come into that one's conversation.
    return own
        ? shared + ":" + entrance.policy().schemes().write(message.sender().identity())
        : shared;
  }

  static String of(String channel, Conversation conversation) {
    String id = conversation.id();
    return switch (conversation.kind()) {
      case DIRECT -> channel + ":" + (readsAsAnother(id) ? DIRECT + id : id);
      case GROUP -> channel + ":" + GROUP + id;
    };
  }

  /** Nobody comes into a group's conversation by an ID that reads like one. */
  private static boolean readsAsAnother(String id) {
    return id.startsWith(GROUP) || id.startsWith(DIRECT);
  }
}
