package io.nanobot.host.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Quote;
import io.nanobot.api.message.Sender;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.StoredMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class QuickMessagesTest {
  private static final Conversation GROUP = Conversation.group("cid", "Team");

  @Test
  void oneMessageOfSeveralSaysWhatAllOfThemSay() {
    StoredMessage first =
        message(
            1,
            "42",
            GROUP,
            it ->
                it.text("one")
                    .attachments(List.of(file("a")))
                    .mentions(List.of(new Identity("staffId", "7")))
                    .mentionsBot(true)
                    .quote(Optional.of(new Quote(Optional.of("q1"), "first quote"))));
    StoredMessage picture = message(2, "42", GROUP, it -> it.attachments(List.of(file("b"))));
    StoredMessage last =
        message(
            3,
            "42",
            GROUP,
            it ->
                it.text("two")
                    .mentions(List.of(new Identity("staffId", "7"), new Identity("staffId", "8")))
                    .quote(Optional.of(new Quote(Optional.of("q2"), "second quote"))));

    InboundMessage merged = QuickMessages.merged(List.of(first, picture, last)).message();

    assertThat(merged.id()).isEqualTo("m3");
    assertThat(merged.replyHints()).containsEntry("sessionWebhook", "hook of m3");
    assertThat(merged.sentAt()).isEqualTo(Instant.ofEpochSecond(3));
    assertThat(merged.text()).isEqualTo("one\ntwo");
    assertThat(merged.attachments()).extracting(Attachment::source).containsExactly("a", "b");
    assertThat(merged.mentions()).extracting(Identity::value).containsExactly("7", "8");
    assertThat(merged.mentionsBot()).isTrue();
    assertThat(merged.quote()).map(Quote::text).contains("first quote");
  }

  @Test
  void oneMessageAloneStaysAsItIs() {
    StoredMessage alone =
        message(1, "42", GROUP, it -> it.text("[sticker]").unsupported(Optional.of("sticker")));

    assertThat(QuickMessages.merged(List.of(alone))).isEqualTo(alone.payload());
  }

  @Test
  void aTurnEndsWhereSomethingElseBegins() {
    StoredMessage first = message(1, "42", GROUP, it -> it.text("one"));
    StoredMessage second = message(2, "42", GROUP, it -> it.text("two"));

    assertThat(QuickMessages.run(List.of(first, second))).hasSize(2);
    assertThat(
            List.of(
                message(2, "43", GROUP, it -> it.text("of somebody else")),
                message(2, "42", Conversation.direct("42"), it -> it.text("elsewhere")),
                message(2, "42", GROUP, it -> it.text(" /New")),
                message(2, "42", GROUP, it -> it.unsupported(Optional.of("sticker")))))
        .allSatisfy(
            other ->
                assertThat(QuickMessages.run(List.of(first, other, second)))
                    .containsExactly(first));
    StoredMessage command = message(1, "42", GROUP, it -> it.text("/new"));
    assertThat(QuickMessages.run(List.of(command, second))).containsExactly(command);
  }

  private static Attachment file(String source) {
    return new Attachment(Attachment.Kind.FILE, source + ".txt", Optional.empty(), source);
  }

  private static StoredMessage message(
      long position,
      String staffId,
      Conversation conversation,
      UnaryOperator<InboundMessage.Builder> parts) {
    String id = "m" + position;
    InboundMessage.Builder message =
        InboundMessage.builder(
                id,
                conversation,
                new Sender(new Identity("staffId", staffId), "somebody"),
                Instant.ofEpochSecond(position))
            .replyHints(Map.of("sessionWebhook", "hook of " + id));
    Principal principal = new Principal("dingtalk:staffId:" + staffId, "somebody");
    return StoredMessage.fresh(
        position,
        new Payload.Question(
            "dingtalk", "unified:default", principal, parts.apply(message).build()));
  }
}
