package io.nanobot.host.store.jdbc;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages with 1 KB of text, as many as are wanted. */
final class Samples {
  static final String CHANNEL = "dingtalk";
  static final Queue OUTBOX = Queue.outbox(CHANNEL);
  private static final int CONVERSATIONS = 10_000;
  private static final String TEXT = "x".repeat(1_024);

  private Samples() {}

  static Lane lane(Queue queue, long number) {
    return new Lane(queue, "dingtalk:group:" + number % CONVERSATIONS);
  }

  static NewMessage question(long number) {
    String id = "question-" + number;
    Sender sender = new Sender(new Identity("staffId", "42"), "Deep Thought");
    InboundMessage message =
        InboundMessage.builder(id, Conversation.direct("42"), sender, Instant.EPOCH)
            .text(TEXT)
            .build();
    return new NewMessage(
        lane(Queue.INBOX, number),
        Optional.of(CHANNEL),
        id,
        new Payload.Question(
            CHANNEL,
            lane(Queue.INBOX, number).conversation(),
            new Principal("dingtalk:staffId:42", "Deep Thought"),
            message));
  }

  /** To be sent into the conversation of the question that it answers. */
  static NewMessage answer(String conversation, String questionId) {
    String id = "answer-to-" + questionId;
    OutboundMessage message =
        new OutboundMessage(
            id, Conversation.direct("42"), TEXT, List.of(), List.of(), Optional.empty(), Map.of());
    return new NewMessage(
        new Lane(OUTBOX, conversation), Optional.empty(), id, new Payload.Answer(CHANNEL, message));
  }
}
