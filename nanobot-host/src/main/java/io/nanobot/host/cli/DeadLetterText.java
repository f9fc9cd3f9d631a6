package io.nanobot.host.cli;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.security.Printable;
import io.nanobot.host.store.DeadLetter;
import io.nanobot.host.store.Payload;
import java.io.PrintWriter;
import java.util.List;

/**
 * A dead letter as the terminal shows it. Reply hints are never shown: they are addresses to which
 * anybody may write who knows them. Nor is where an attachment is, for the same reason.
 */
final class DeadLetterText {
  private final PrintWriter out;

  DeadLetterText(PrintWriter out) {
    this.out = out;
  }

  /** One of a list. */
  void summary(DeadLetter letter) {
    out.printf(
        "%-6d %s  %s  %s  attempts=%d%n       %s%n",
        letter.id(),
        letter.diedAt(),
        channel(letter),
        Printable.text(letter.lane().conversation()),
        letter.attempts(),
        Printable.text(letter.reason()));
  }

  /** All that there is to know. */
  void whole(DeadLetter letter) {
    out.printf("Dead letter %d%n", letter.id());
    line("received", letter.receivedAt().toString());
    line("given up", letter.diedAt().toString());
    line("channel", channel(letter));
    line("lane", Printable.text(letter.lane().conversation()));
    line("message", Printable.text(letter.messageId()));
    line("attempts", Integer.toString(letter.attempts()));
    Printable.lines(letter.reason()).forEach(line -> line("reason", line));
    letter
        .payload()
        .ifPresentOrElse(this::payload, () -> line("content", "can not be read by this nanobot"));
  }

  private void payload(Payload payload) {
    if (payload instanceof Payload.Question question) {
      question(question.message());
    } else if (payload instanceof Payload.Answer answer) {
      answer(answer.message());
    }
  }

  private void question(InboundMessage message) {
    line("kind", "a question that the agent did not answer");
    conversation(message.conversation());
    String id = message.sender().identity().toString();
    line("from", Printable.text(message.sender().displayName()) + " " + Printable.text(id));
    line("sent", message.sentAt().toString());
    content(message.attachments(), message.text());
  }

  private void answer(OutboundMessage message) {
    line("kind", "an answer that the channel did not send");
    conversation(message.conversation());
    message.inReplyTo().ifPresent(id -> line("answers", Printable.text(id)));
    content(message.attachments(), message.markdown());
  }

  private void conversation(Conversation conversation) {
    String title = Printable.text(conversation.title());
    line(
        "where",
        "%s %s %s"
            .formatted(conversation.kind(), Printable.text(conversation.id()), title)
            .strip());
  }

  private void content(List<Attachment> attachments, String text) {
    attachments.forEach(
        file -> line("attachment", file.kind() + " " + Printable.text(file.name())));
    out.println();
    Printable.lines(text).forEach(out::println);
  }

  private static String channel(DeadLetter letter) {
    return letter.channel().isEmpty() ? "(unknown channel)" : Printable.text(letter.channel());
  }

  private void line(String label, String text) {
    out.printf("  %-11s %s%n", label + ":", text);
  }
}
