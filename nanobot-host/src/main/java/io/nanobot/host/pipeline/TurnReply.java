package io.nanobot.host.pipeline;

import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Collects an agent's answer, so that it is stored in one step with the end of the turn. */
final class TurnReply implements Reply {
  private final String channel;
  private final InboundMessage question;
  private final List<NewMessage> messages = new ArrayList<>();
  private boolean closed;

  TurnReply(String channel, InboundMessage question) {
    this.channel = channel;
    this.question = question;
  }

  @Override
  public void send(String markdown) {
    if (!markdown.isBlank()) {
      add(markdown, List.of());
    }
  }

  @Override
  public void attach(Attachment attachment) {
    add("", List.of(attachment));
  }

  @Override
  public ReplyStream stream() {
    return new CollectedStream();
  }

  /** Ends the reply, and returns what was given to it. */
  synchronized List<NewMessage> close() {
    closed = true;
    return List.copyOf(messages);
  }

  /** All that was said so far. */
  synchronized String text() {
    return messages.stream()
        .map(message -> ((Payload.Answer) message.payload()).message().markdown())
        .filter(markdown -> !markdown.isBlank())
        .collect(Collectors.joining("\n\n"));
  }

  private synchronized void add(String markdown, List<Attachment> attachments) {
    if (closed) {
      throw new IllegalStateException("the turn has ended");
    }
    // Derived, not random: what is sent again has the same ID.
    String id = question.id() + "/" + (messages.size() + 1);
    messages.add(answer(channel, question, id, markdown, attachments));
  }

  /**
   * An answer to a question that never waits for an agent. It stands for the question as well: what
   * is delivered again is known by it.
   */
  static NewMessage urgent(Payload.Question question, String markdown) {
    InboundMessage message = question.message();
    return answer(question.channel(), message, message.id() + "/1", markdown, List.of())
        .once(question.channel(), message.id());
  }

  /** An answer to a question, for the outbox. */
  static NewMessage answer(
      String channel,
      InboundMessage question,
      String id,
      String markdown,
      List<Attachment> attachments) {
    OutboundMessage answer =
        new OutboundMessage(
            id,
            question.conversation(),
            markdown,
            attachments,
            List.of(),
            Optional.of(question.id()),
            question.replyHints());
    Lane lane = new Lane(Queue.outbox(channel), SessionKey.of(channel, question.conversation()));
    return new NewMessage(lane, Optional.empty(), id, new Payload.Answer(channel, answer));
  }

  private final class CollectedStream implements ReplyStream {
    private final StringBuilder text = new StringBuilder();
    private boolean closed;

    @Override
    public void append(String delta) {
      if (closed) {
        throw new IllegalStateException("the stream is closed");
      }
      text.append(delta);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        send(text.toString());
      }
    }
  }
}
