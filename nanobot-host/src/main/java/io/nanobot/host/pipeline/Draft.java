package io.nanobot.host.pipeline;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer that may still grow.
 *
 * @param channel which it goes through
 * @param question what it answers
 * @param id of the message that it becomes
 * @param mentions who is notified of it
 */
record Draft(String channel, InboundMessage question, String id, List<Identity> mentions) {
  Draft(String channel, InboundMessage question, String id) {
    this(channel, question, id, List.of());
  }

  Draft mentioning(List<Identity> others) {
    return new Draft(channel, question, id, others);
  }

  /**
   * An answer to a question that never waits for an agent. It stands for the question as well: what
   * is delivered again is known by it.
   */
  static NewMessage urgent(Payload.Question question, String markdown) {
    InboundMessage message = question.message();
    return new Draft(question.channel(), message, message.id() + "/1")
        .complete(markdown)
        .once(question.channel(), message.id());
  }

  /** Where it waits to be sent, behind the answers before it. */
  Lane lane() {
    return new Lane(Queue.outbox(channel), SessionKey.of(channel, question.conversation()));
  }

  /**
   * The message, as far as it goes.
   *
   * @param hints what the channel wants to have with it, beside what came with the question
   */
  OutboundMessage message(
      String markdown, List<Attachment> attachments, Map<String, String> hints) {
    Map<String, String> all = new HashMap<>(question.replyHints());
    all.putAll(hints);
    return new OutboundMessage(
        id,
        question.conversation(),
        markdown,
        attachments,
        mentions,
        Optional.of(question.id()),
        all);
  }

  /** The complete message, for the outbox. */
  NewMessage complete(String markdown) {
    return complete(markdown, List.of(), Map.of());
  }

  /** As {@link #complete(String)}, with files and with what the channel wants to have with it. */
  NewMessage complete(String markdown, List<Attachment> attachments, Map<String, String> hints) {
    return new NewMessage(
        lane(),
        Optional.empty(),
        id,
        new Payload.Answer(channel, message(markdown, attachments, hints)));
  }
}
