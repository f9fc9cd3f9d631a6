package io.nanobot.agent.openai;

import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Quote;
import io.nanobot.api.message.Sender;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A turn as the host makes it. */
record TestTurn(
    Conversation conversation,
    String speaker,
    String text,
    List<Attachment> attachments,
    Optional<Quote> quote,
    List<Exchange> history,
    Optional<String> instructions)
    implements Turn {
  static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  static TestTurn direct(String text) {
    return new TestTurn(
        Conversation.direct("0123456789"),
        "Han Meimei",
        text,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  static TestTurn inGroup(String speaker, String text) {
    return new TestTurn(
        Conversation.group("cid1", "Team"),
        speaker,
        text,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  TestTurn after(Exchange... before) {
    return new TestTurn(
        conversation, speaker, text, attachments, quote, List.of(before), instructions);
  }

  TestTurn with(Attachment... files) {
    return new TestTurn(conversation, speaker, text, List.of(files), quote, history, instructions);
  }

  TestTurn quoting(String quoted) {
    return new TestTurn(
        conversation,
        speaker,
        text,
        attachments,
        Optional.of(new Quote(Optional.empty(), quoted)),
        history,
        instructions);
  }

  TestTurn instructed(String words) {
    return new TestTurn(
        conversation, speaker, text, attachments, quote, history, Optional.of(words));
  }

  static Exchange exchange(String speaker, String question, String answer) {
    return new Exchange(speaker, question, answer, NOW);
  }

  @Override
  public String channel() {
    return "dingtalk";
  }

  @Override
  public String session() {
    return "dingtalk:" + conversation.id();
  }

  @Override
  public Principal principal() {
    return new Principal("dingtalk:staffId:0123456789", speaker);
  }

  @Override
  public InboundMessage message() {
    return InboundMessage.builder(
            "msg1", conversation, new Sender(new Identity("staffId", "0123456789"), speaker), NOW)
        .text(text)
        .attachments(attachments)
        .quote(quote)
        .build();
  }
}
