package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Quote;
import io.nanobot.channel.dingtalk.inbound.MediaKey;
import io.nanobot.channel.dingtalk.inbound.Recall;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    return DingTalkMessages.inbound(json, Recall.NOTHING).orElseThrow();
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
                "conversationId", "cidOneToOne==",
                "senderId", "$:LWCP_v1:$user",
                "senderNick", "Li Lei",
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

  @ParameterizedTest
  @ValueSource(strings = {" 0123456789", "0123456789 ", "\u30000123456789", "０123456789"})
  void idThatOnlyLooksLikeAnotherOneIsOfSomebodyElse(String staffId) {
    InboundMessage message = read(DIRECT.replace("0123456789", staffId));
    assertThat(message.sender().identity()).isEqualTo(new Identity("staffId", staffId));
    assertThat(message.conversation().id()).isEqualTo(staffId);
    assertThat(message.replyHints()).containsEntry("senderStaffId", staffId);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'chatbotCorpId':'a','senderCorpId':'b', | an outside contact, of another organisation",
        "'chatbotCorpId':'a','senderCorpId':'a', | the app is not published: publish a version of it",
        "'chatbotCorpId':'a','senderCorpId':'a','isAdmin':false, | -",
        "'chatbotCorpId':'a', | -",
        "'senderCorpId':'a', | -"
      },
      delimiter = '|',
      quoteCharacter = '`')
  void tellsWhyThereIsNoStaffIdIfTheMessageShowsIt(String corps, String reason) {
    String fields = corps.replace('\'', '"');
    String known = DIRECT.replace("\"senderNick\"", fields + "\"senderNick\"");
    String unknown = known.replace("\"senderStaffId\":\"0123456789\",", "");

    assertThat(read(unknown).sender().unidentifiedBecause()).isEqualTo(Optional.ofNullable(reason));
    assertThat(read(known).sender().unidentifiedBecause()).isEmpty();
  }

  @Test
  void joinsTextAndPictures() {
    InboundMessage message =
        read(
            with(
                DIRECT,
                """
                "msgtype":"richText","content":{"richText":[{"text":"look "},
                {"type":"picture","downloadCode":"c1"},{"text":"\\nand "},
                {"type":"picture","downloadCode":"c2"}]}
                """));
    assertThat(message.text()).isEqualTo("look [picture 1]\nand [picture 2]");
    assertThat(message.attachments())
        .extracting(Attachment::name)
        .containsExactly("picture 1", "picture 2");
    assertThat(MediaKey.parse(message.attachments().get(1).source()))
        .isEqualTo(new MediaKey(Optional.of("dingabc"), "c2", Optional.empty()));
  }

  @Test
  void tellsWhatItCanNotRead() {
    InboundMessage message =
        read(with(DIRECT, "\"msgtype\":\"unknownMsgType\",\"content\":{\"unknownMsgType\":\"x\"}"));
    assertThat(message.unsupported()).contains("unknownMsgType");
    assertThat(message.text()).isEqualTo("[a message that this bot can not read: unknownMsgType]");
  }

  @Test
  void messageWithoutTextIsEmpty() {
    InboundMessage message = read(with(DIRECT, "\"msgtype\":\"text\""));
    assertThat(message.text()).isEmpty();
    assertThat(message.unsupported()).isEmpty();
  }

  @Test
  void readsQuoteWithItsFilesAfterTheMessagesOwn() {
    String reply =
        """
        "msgtype":"richText","content":{"richText":[{"text":"like "},
        {"type":"picture","downloadCode":"mine"}],"isReplyMsg":true,
        "repliedMsg":{"msgType":"picture","msgId":"msgOrig==","content":{"downloadCode":"theirs"}}}
        """;
    InboundMessage message = read(with(DIRECT, reply));
    assertThat(message.quote()).contains(new Quote(Optional.of("msgOrig=="), "[picture]"));
    assertThat(message.attachments())
        .extracting(Attachment::name)
        .containsExactly("picture 1", "quoted picture");
  }

  @Test
  void announcesWhatIsCutOff() {
    InboundMessage message =
        read(
            with(
                DIRECT,
                "\"msgtype\":\"text\",\"text\":{\"content\":\"%s\"}"
                    .formatted("x".repeat(20_005))));
    assertThat(message.text()).isEqualTo("x".repeat(20_000) + " [… cut here, 5 more characters]");
  }

  @Test
  void announcesAttachmentsThatAreLeftOut() {
    String picture = "{\"type\":\"picture\",\"downloadCode\":\"c\"}";
    String pictures = String.join(",", Collections.nCopies(12, picture));
    InboundMessage message =
        read(
            with(
                DIRECT,
                "\"msgtype\":\"richText\",\"content\":{\"richText\":[%s]}".formatted(pictures)));
    assertThat(message.attachments()).hasSize(10);
    assertThat(message.text()).endsWith("[picture 12]\n[… 2 more attachments are left out]");
  }

  @Test
  void tellsWhomElseItMentions() {
    String message =
        GROUP.replace(
            "\"isInAtList\":true",
            """
            "isInAtList":true,"atUsers":[{"dingtalkId":"$:LWCP_v1:$bot"},
            {"dingtalkId":"$:LWCP_v1:$x","staffId":"998","unionId":"uX"},
            {"dingtalkId":"$:LWCP_v1:$guest","staffId":""}]
            """);
    assertThat(read(message).mentions())
        .containsExactly(
            new Identity("staffId", "998"), new Identity("senderId", "$:LWCP_v1:$guest"));
  }

  @ParameterizedTest
  @CsvSource({
    "'@nanobot deploy please', 'deploy please'",
    "'@nanobot', ''",
    "' @alice is not here', '@alice is not here'",
    "'deploy @alice', 'deploy @alice'"
  })
  void removesTheMentionOfTheBotWhereDingTalkDidNot(String content, String text) {
    assertThat(read(GROUP.replace(" deploy please", content)).text()).isEqualTo(text);
  }

  @Test
  void keepsTheFirstNameWhenSomebodyElseIsMentioned() {
    String message =
        GROUP
            .replace(" deploy please", "@alice deploy")
            .replace(
                "\"isInAtList\":true", "\"isInAtList\":true,\"atUsers\":[{\"staffId\":\"9\"}]");
    assertThat(read(message).text()).isEqualTo("@alice deploy");
  }

  @Test
  void keepsTheFirstNameInDirectMessages() {
    assertThat(read(DIRECT.replace(" hello\\n", "@alice left")).text()).isEqualTo("@alice left");
  }

  @Test
  void ignoresItsOwnMessages() {
    assertThat(DingTalkMessages.inbound(DIRECT.replace("$user", "$bot"), Recall.NOTHING)).isEmpty();
  }

  @Test
  void ignoresMessagesOverQuota() {
    for (String code : List.of("20001", "\"20001\"")) {
      assertThat(DingTalkMessages.inbound(with(DIRECT, "\"errorCode\":" + code), Recall.NOTHING))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "\"text\"", "{}", "{\"msgId\":\"\"}"})
  void refusesWhatIsNoMessage(String data) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DingTalkMessages.inbound(data, Recall.NOTHING));
  }

  @Test
  void refusesUnknownKindOfConversation() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DingTalkMessages.inbound(
                    DIRECT.replace("\"conversationType\":\"1\"", "\"conversationType\":\"9\""),
                    Recall.NOTHING))
        .withMessage("its conversationType is unknown");
  }

  @Test
  void acceptsNumbersForTexts() {
    assertThat(read(DIRECT.replace("\"conversationType\":\"1\"", "\"conversationType\":1")))
        .isNotNull();
  }
}
