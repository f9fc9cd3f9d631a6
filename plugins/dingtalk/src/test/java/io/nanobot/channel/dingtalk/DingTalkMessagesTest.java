package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Quote;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DingTalkMessagesTest {
  private static final String DIRECT =
      """
      {"conversationId":"cidOneToOne==","chatbotUserId":"$:LWCP_v1:$bot","msgId":"msgA1==",
       "senderNick":"Li Lei","senderStaffId":"0123456789","sessionWebhookExpiredTime":1769664902602,
       "createAt":1769659502431,"conversationType":"1","senderId":"$:LWCP_v1:$user",
       "sessionWebhook":"https://oapi.dingtalk.com/robot/sendBySession?session=66d7",
       "robotCode":"dingabc","msgtype":"text","text":{"content":" hello\\n"}}
      """;

  private static final String GROUP =
      """
      {"conversationId":"cidGroup==","chatbotUserId":"$:LWCP_v1:$bot","msgId":"msgB2==",
       "senderNick":"Han Meimei","senderStaffId":"555","senderUnionId":"u555",
       "createAt":"1769659502561","conversationType":"2","senderId":"$:LWCP_v1:$hm",
       "conversationTitle":"Dev group","isInAtList":true,"msgtype":"text",
       "text":{"content":" deploy please"}}
      """;

  private static InboundMessage read(String json) {
    return DingTalkMessages.inbound(json).orElseThrow();
  }

  private static String textOf(String typeAndBody) {
    return read(with(DIRECT, typeAndBody)).text();
  }

  /** A later key replaces an earlier one, in this text as in the parser. */
  private static String with(String message, String more) {
    return message.replace("\"msgtype\":\"text\",\"text\":{\"content\":\" hello\\n\"}", more);
  }

  @Test
  void readsDirectMessage() {
    InboundMessage message = read(DIRECT);
    assertThat(message.id()).isEqualTo("msgA1==");
    assertThat(message.conversation()).isEqualTo(Conversation.direct("0123456789"));
    assertThat(message.sender().identity()).isEqualTo(new Identity("staffId", "0123456789"));
    assertThat(message.sender().aliases())
        .containsExactly(new Identity("senderId", "$:LWCP_v1:$user"));
    assertThat(message.sender().displayName()).isEqualTo("Li Lei");
    assertThat(message.text()).isEqualTo("hello");
    assertThat(message.mentionsBot()).isTrue();
    assertThat(message.sentAt()).isEqualTo(Instant.ofEpochMilli(1769659502431L));
    assertThat(message.replyHints())
        .isEqualTo(
            Map.of(
                "sessionWebhook", "https://oapi.dingtalk.com/robot/sendBySession?session=66d7",
                "sessionWebhookExpiredTime", "1769664902602",
                "robotCode", "dingabc",
                "senderStaffId", "0123456789"));
  }

  @Test
  void readsGroupMessage() {
    InboundMessage message = read(GROUP);
    assertThat(message.conversation()).isEqualTo(Conversation.group("cidGroup==", "Dev group"));
    assertThat(message.sender().aliases())
        .containsExactly(
            new Identity("senderId", "$:LWCP_v1:$hm"), new Identity("unionId", "u555"));
    assertThat(message.text()).isEqualTo("deploy please");
    assertThat(message.mentionsBot()).isTrue();
    assertThat(message.sentAt()).isEqualTo(Instant.ofEpochMilli(1769659502561L));
  }

  @Test
  void groupMessageWithoutMentionDoesNotMentionTheBot() {
    assertThat(read(GROUP.replace("\"isInAtList\":true,", "")).mentionsBot()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"senderStaffId\":\"\",", "\"senderStaffId\":\" \","})
  void senderWithoutStaffIdIsNamedInAnotherScheme(String staffId) {
    InboundMessage message = read(DIRECT.replace("\"senderStaffId\":\"0123456789\",", staffId));
    assertThat(message.sender().identity()).isEqualTo(new Identity("senderId", "$:LWCP_v1:$user"));
    assertThat(message.sender().aliases()).isEmpty();
    assertThat(message.conversation().id()).isEqualTo("conversation:cidOneToOne==");
    assertThat(DingTalkMessages.hasStaffId(message.conversation())).isFalse();
  }

  @Test
  void joinsTheTextOfRichText() {
    assertThat(
            textOf(
                """
                "msgtype":"richText","content":{"richText":[{"text":"look "},
                {"type":"picture","downloadCode":"x"},{"text":"here"},{"msgType":"text","content":"!"}]}
                """))
        .isEqualTo("look here!");
  }

  @Test
  void readsContentThatIsJsonInText() {
    assertThat(
            textOf(
                """
                "msgtype":"richText","content":"{\\"richText\\":[{\\"text\\":\\"nested\\"}]}"
                """))
        .isEqualTo("nested");
  }

  @Test
  void readsMarkdown() {
    assertThat(textOf("\"msgtype\":\"markdown\",\"content\":{\"text\":\"**hi**\"}"))
        .isEqualTo("**hi**");
  }

  @ParameterizedTest
  @ValueSource(strings = {"picture", "audio", "file", "unknownMsgType"})
  void namesTypesThatItDoesNotRead(String type) {
    assertThat(textOf("\"msgtype\":\"%s\",\"content\":{\"downloadCode\":\"x\"}".formatted(type)))
        .isEqualTo("[unsupported message: %s]".formatted(type));
  }

  @Test
  void messageWithoutTextIsEmpty() {
    assertThat(textOf("\"msgtype\":\"text\"")).isEmpty();
  }

  @Test
  void readsQuote() {
    String reply =
        """
        "msgtype":"text","text":{"content":"what about this?","isReplyMsg":true,
        "repliedMsg":{"msgType":"text","msgId":"msgOrig==","content":{"text":"the quoted text"}}}
        """;
    assertThat(read(with(DIRECT, reply)).quote())
        .contains(new Quote(Optional.of("msgOrig=="), "the quoted text"));
  }

  @Test
  void readsQuoteOfWhichOnlyTheIdIsTold() {
    String reply =
        "\"msgtype\":\"text\",\"originalMsgId\":\"msgOrig==\","
            + "\"text\":{\"content\":\"this?\",\"isReplyMsg\":true}";
    assertThat(read(with(DIRECT, reply)).quote()).contains(new Quote(Optional.of("msgOrig=="), ""));
  }

  @Test
  void ignoresItsOwnMessages() {
    assertThat(DingTalkMessages.inbound(DIRECT.replace("$user", "$bot"))).isEmpty();
  }

  @Test
  void ignoresMessagesOverQuota() {
    assertThat(DingTalkMessages.inbound(with(DIRECT, "\"errorCode\":20001"))).isEmpty();
    assertThat(DingTalkMessages.inbound(with(DIRECT, "\"errorCode\":\"20001\""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "\"text\"", "{}", "{\"msgId\":\"\"}"})
  void refusesWhatIsNoMessage(String data) {
    assertThatIllegalArgumentException().isThrownBy(() -> DingTalkMessages.inbound(data));
  }

  @Test
  void refusesUnknownKindOfConversation() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DingTalkMessages.inbound(
                    DIRECT.replace("\"conversationType\":\"1\"", "\"conversationType\":\"9\"")))
        .withMessage("its conversationType is unknown");
  }

  @Test
  void acceptsNumbersForTexts() {
    assertThat(read(DIRECT.replace("\"conversationType\":\"1\"", "\"conversationType\":1")))
        .isNotNull();
  }
}
