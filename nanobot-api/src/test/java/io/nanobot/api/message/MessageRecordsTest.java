package io.nanobot.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRecordsTest {
  private static final Sender SENDER = new Sender(new Identity("staffId", "42"), "Deep Thought");

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000"})
  void identifiersHaveContentAndNothingInvisible(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Identity("staffId", id));
    assertThatIllegalArgumentException().isThrownBy(() -> new Identity(id, "42"));
    assertThatIllegalArgumentException().isThrownBy(() -> Conversation.direct(id));
    assertThatIllegalArgumentException().isThrownBy(() -> inbound(id).build());
  }

  @Test
  void nothingIsNull() {
    assertThatNullPointerException().isThrownBy(() -> new Identity("staffId", null));
    assertThatNullPointerException().isThrownBy(() -> new Sender(null, ""));
    assertThatNullPointerException().isThrownBy(() -> inbound("m1").text(null).build());
    assertThatNullPointerException().isThrownBy(() -> new Quote(null, ""));
  }

  @Test
  void identitiesOfDifferentSchemesAreNeverEqual() {
    assertThat(new Identity("staffId", "42")).isNotEqualTo(new Identity("senderId", "42"));
  }

  @Test
  void identitiesAreComparedWithTheirCase() {
    assertThat(new Identity("staffId", "a")).isNotEqualTo(new Identity("staffId", "A"));
  }

  @Test
  void aDirectMessageSpeaksToTheBot() {
    assertThat(inbound("m1").build().mentionsBot()).isTrue();
  }

  @Test
  void aGroupMessageSpeaksToTheBotOnlyWhenItSaysSo() {
    Conversation group = Conversation.group("cid", "Dev group");
    InboundMessage.Builder message = InboundMessage.builder("m1", group, SENDER, Instant.EPOCH);

    assertThat(message.build().mentionsBot()).isFalse();
    assertThat(message.mentionsBot(true).build().mentionsBot()).isTrue();
  }

  @Test
  void collectionsAreCopied() {
    List<Attachment> attachments = new ArrayList<>();
    Map<String, String> hints = new HashMap<>();
    InboundMessage message = inbound("m1").attachments(attachments).replyHints(hints).build();
    attachments.add(new Attachment(Attachment.Kind.FILE, "a.txt", Optional.empty(), "key"));
    hints.put("webhook", "secret");

    assertThat(message.attachments()).isEmpty();
    assertThat(message.replyHints()).isEmpty();
  }

  @Test
  void messagesDoNotSpillTextOrHintsIntoLogs() {
    InboundMessage inbound =
        inbound("m1").text("my diary").replyHints(Map.of("webhook", "secret")).build();

    assertThat(inbound.toString()).contains("m1").doesNotContain("diary").doesNotContain("secret");
    assertThat(outbound("my diary").toString())
        .contains("o1")
        .doesNotContain("diary")
        .doesNotContain("secret");
  }

  @Test
  void attachmentsDoNotSpillTheirKeyOrNameIntoLogs() {
    Attachment attachment =
        new Attachment(Attachment.Kind.FILE, "diary.pdf", Optional.of("application/pdf"), "secret");

    assertThat(attachment.toString())
        .isEqualTo("Attachment[kind=FILE, mediaType=application/pdf]")
        .doesNotContain("diary");
  }

  @Test
  void otherTextAndAttachmentsLeaveTheRestAsItWas() {
    Attachment file = new Attachment(Attachment.Kind.FILE, "a.txt", Optional.empty(), "key");
    InboundMessage message =
        inbound("m1")
            .text("look")
            .attachments(List.of(file))
            .mentions(List.of(new Identity("staffId", "7")))
            .quote(Optional.of(new Quote(Optional.of("m0"), "earlier")))
            .unsupported(Optional.of("sticker"))
            .replyHints(Map.of("webhook", "secret"))
            .build();

    assertThat(message.with("look", List.of(file))).isEqualTo(message);
    assertThat(message.with("seen", List.of()).text()).isEqualTo("seen");
    assertThat(message.with("seen", List.of()).attachments()).isEmpty();
  }

  @Test
  void anOutboundMessageSaysSomething() {
    assertThatIllegalArgumentException().isThrownBy(() -> outbound(" "));
  }

  private static InboundMessage.Builder inbound(String id) {
    return InboundMessage.builder(id, Conversation.direct("42"), SENDER, Instant.EPOCH);
  }

  private static OutboundMessage outbound(String markdown) {
    return new OutboundMessage(
        "o1",
        Conversation.direct("42"),
        markdown,
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of("webhook", "secret"));
  }
}
