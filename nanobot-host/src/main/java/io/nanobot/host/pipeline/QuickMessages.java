package io.nanobot.host.pipeline;

import io.nanobot.api.message.InboundMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.StoredMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages of one sender that follow one another, and what one message of them is. */
final class QuickMessages {
  /** More are another turn. */
  static final int MOST = 10;

  private QuickMessages() {}

  /** Whether an agent answers it; what the host answers stays alone. */
  static boolean mayBeMerged(StoredMessage stored) {
    InboundMessage message = question(stored).message();
    return message.unsupported().isEmpty() && !HostCommands.isCommand(message.text());
  }

  /** Those from the first on that are one turn. */
  static List<StoredMessage> run(List<StoredMessage> waiting) {
    StoredMessage first = waiting.get(0);
    return mayBeMerged(first)
        ? waiting.stream().takeWhile(each -> belongsTo(first, each)).toList()
        : List.of(first);
  }

  /** One question of several: the last one, with what the others say as well. */
  static Payload.Question merged(List<StoredMessage> run) {
    Payload.Question last = question(run.get(run.size() - 1));
    List<InboundMessage> messages =
        run.stream().map(QuickMessages::question).map(Payload.Question::message).toList();
    InboundMessage message = last.message();
    InboundMessage merged =
        InboundMessage.builder(
                message.id(), message.conversation(), message.sender(), message.sentAt())
            .text(
                messages.stream()
                    .map(InboundMessage::text)
                    .filter(text -> !text.isBlank())
                    .collect(Collectors.joining("\n")))
            .attachments(all(messages, each -> each.attachments().stream()).toList())
            .mentions(all(messages, each -> each.mentions().stream()).distinct().toList())
            .quote(all(messages, each -> each.quote().stream()).findFirst())
            .unsupported(run.size() == 1 ? message.unsupported() : Optional.empty())
            .mentionsBot(messages.stream().anyMatch(InboundMessage::mentionsBot))
            .replyHints(message.replyHints())
            .build();
    return new Payload.Question(last.channel(), last.session(), last.principal(), merged);
  }

  private static <T> Stream<T> all(
      List<InboundMessage> messages, Function<InboundMessage, Stream<T>> part) {
    return messages.stream().flatMap(part);
  }

  private static boolean belongsTo(StoredMessage first, StoredMessage other) {
    Payload.Question one = question(first);
    Payload.Question next = question(other);
    return mayBeMerged(other)
        && one.channel().equals(next.channel())
        && one.principal().equals(next.principal())
        && one.message().sender().identity().equals(next.message().sender().identity())
        && SessionKey.of(one.channel(), one.message().conversation())
            .equals(SessionKey.of(next.channel(), next.message().conversation()));
  }

  private static Payload.Question question(StoredMessage stored) {
    return (Payload.Question) stored.payload();
  }
}
