package io.nanobot.channel.dingtalk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Attachment.Kind;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BodiesTest {
  private static Body read(String json) {
    return Bodies.of(Fields.parse("{" + json + "}").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'msgtype':'text','text':{'content':' hello'}",
        "'msgtype':'markdown','text':{'content':'hello'}",
        "'msgtype':'markdown','content':{'text':'hello'}",
        "'msgtype':'richText','content':{'richText':[{'text':'hello'}]}",
        "'msgtype':'richText','content':{'richText':[{'content':'hel'},{'text':'lo'}]}",
        "'msgtype':'richText','content':{'richText':[{'msgType':'text','content':'hello'}]}",
        "'msgtype':'richText','content':'{\\\"richText\\\":[{\\\"text\\\":\\\"hello\\\"}]}'",
        "'msgtype':'ofTheFuture','content':{'text':'hello'}",
        "'msgtype':'ofTheFuture','content':{'x':1},'text':{'content':'hello'}"
      })
  void findsWordsWhereverTheyStand(String json) {
    assertThat(read(json.replace('\'', '"'))).isEqualTo(Body.text("hello"));
  }

  @ParameterizedTest
  @CsvSource({
    "bold, **key** word",
    "italic, *key* word",
    "inlineCode, `key` word",
    "emoji, key  word",
    "at, key  word"
  })
  void keepsStyles(String type, String text) {
    assertThat(
            read("""
                    "msgtype":"richText","content":{"richText":[
                    {"type":"%s","text":"key "},{"text":" word"}]}
                    """
                    .formatted(type))
                .text()
                .replaceAll(" +", " "))
        .isEqualTo(text.replaceAll(" +", " "));
  }

  @Test
  void readsCodeMentionsAndSkills() {
    assertThat(
            read("""
                "msgtype":"richText","content":{"richText":[
                {"type":"at","atName":"Han Meimei","atUserId":"x"},
                {"type":"skill","skillData":{"skillId":"1","displayName":"Search"}},
                {"type":"pre","text":"x = 1"},{"type":"bold","text":" "}]}
                """)
                .text())
        .isEqualTo("@Han Meimei [skill: Search]\n```\nx = 1\n```");
  }

  @Test
  void readsTextAndPictureOfOnePart() {
    Body body =
        read(
            """
            "msgtype":"richText","content":{"richText":[{"text":"a","downloadCode":"c"}]}
            """);
    assertThat(body.text()).isEqualTo("a[picture 1]");
    assertThat(body.attachments()).hasSize(1);
  }

  @Test
  void readsPicture() {
    Body body =
        read(
            """
            "robotCode":"r","msgtype":"picture",
            "content":{"downloadCode":"c","pictureDownloadCode":"p"}
            """);
    assertThat(body.text()).isEmpty();
    assertThat(body.attachments()).hasSize(1);
    Attachment picture = body.attachments().get(0);
    assertThat(picture.kind()).isEqualTo(Kind.IMAGE);
    assertThat(picture.name()).isEqualTo("picture");
    assertThat(MediaKey.parse(picture.source()))
        .isEqualTo(new MediaKey(Optional.of("r"), "c", Optional.of("p")));
  }

  @Test
  void readsPictureOfWhichOnlyTheOtherCodeIsTold() {
    Body body = read("\"msgtype\":\"picture\",\"content\":{\"pictureDownloadCode\":\"p\"}");
    assertThat(MediaKey.parse(body.attachments().get(0).source()))
        .isEqualTo(new MediaKey(Optional.empty(), "p", Optional.empty()));
  }

  @Test
  void takesWhatDingTalkHeardForTheTextOfVoiceMessage() {
    Body body =
        read(
            """
            "msgtype":"audio",
            "content":{"duration":"4000","downloadCode":"c","recognition":"turn on the lamp"}
            """);
    assertThat(body.text()).isEqualTo("turn on the lamp");
    assertThat(body.attachments()).extracting(Attachment::kind).containsExactly(Kind.AUDIO);
  }

  @Test
  void readsVoiceMessageWithoutTranscriptVideoAndFile() {
    assertThat(read("\"msgtype\":\"audio\",\"content\":{\"downloadCode\":\"c\"}").attachments())
        .extracting(Attachment::name)
        .containsExactly("voice message");
    assertThat(read("\"msgtype\":\"video\",\"content\":{\"downloadCode\":\"c\"}").attachments())
        .extracting(Attachment::kind)
        .containsExactly(Kind.VIDEO);
    Body file =
        read(
            """
            "msgtype":"file","content":{"spaceId":"2","fileId":"1","fileName":"a.pdf",
            "downloadCode":"c"}
            """);
    assertThat(file.attachments()).extracting(Attachment::name).containsExactly("a.pdf");
    assertThat(file.attachments()).extracting(Attachment::kind).containsExactly(Kind.FILE);
  }

  @Test
  void namesFileThatDingTalkDoesNotGiveOut() {
    Body body = read("\"msgtype\":\"file\",\"content\":{\"fileName\":\"a.pdf\"}");
    assertThat(body).isEqualTo(Body.text("[a.pdf, which DingTalk does not give out]"));
  }

  @Test
  void readsActionCard() {
    assertThat(
            read(
                """
                "msgtype":"actionCard","content":{"title":"Leave","text":"**3 days**",
                "actionUrlItemList":[{"actionUrl":"https://a.example/1"},{"x":1}]}
                """))
        .isEqualTo(Body.text("Leave\n**3 days**\nhttps://a.example/1"));
  }

  @Test
  void readsSharedDocument() {
    String link =
        "dingtalk://dingtalkclient/page/yunpan?route=previewDentry&spaceId=2&fileId=1&type=file";
    assertThat(
            read(
                "\"msgtype\":\"interactiveCard\",\"content\":{\"biz_custom_action_url\":\"%s\"}"
                    .formatted(link)))
        .isEqualTo(Body.text("[shared document] " + link));
  }

  @Test
  void readsForwardedChat() {
    Body body =
        read(
            """
            "msgtype":"chatRecord","content":{"title":"Dev group","chatRecord":[
            {"senderNick":"Li Lei","msgtype":"text","content":"hi"},
            {"senderNick":"Han","msgType":"picture","content":{"downloadCode":"c"}},
            {"senderNick":"Li Lei","msgType":"text","content":"{\\"text\\":\\"there\\"}"},
            {"msgType":"chatRecord","content":{"chatRecord":[{"content":"deep"}]}},
            {"msgType":"sticker","content":{"x":1}}]}
            """);
    assertThat(body.text().lines())
        .containsExactly(
            "[forwarded chat: Dev group]",
            "Li Lei: hi",
            "Han: [picture]",
            "Li Lei: there",
            "[forwarded chat]",
            "[a message that this bot can not read: sticker]");
    assertThat(body.attachments()).hasSize(1);
    assertThat(body.unsupported()).isEmpty();
  }

  @Test
  void readsForwardedChatThatIsJsonInText() {
    assertThat(
            read("""
                "msgtype":"chatRecord","content":{"records":"[{\\"nick\\":\\"A\\",\\"msg\\":\\"b\\"}]"}
                """)
                .text())
        .isEqualTo("[forwarded chat]\nA: b");
  }

  @ParameterizedTest
  @CsvSource({
    "two people talk, two people talk",
    "[], [DingTalk does not tell what was said in it]"
  })
  void takesTheSummaryOfForwardedChatWithoutMessages(String summary, String text) {
    assertThat(
            read("\"msgtype\":\"chatRecord\",\"content\":{\"summary\":\"%s\",\"chatRecord\":\"[]\"}"
                    .formatted(summary))
                .text())
        .isEqualTo("[forwarded chat]\n" + text);
  }

  @Test
  void boundsForwardedChat() {
    String one = "{\"nick\":\"A\",\"msg\":\"%s\"}".formatted("x".repeat(501));
    String all = String.join(",", Collections.nCopies(53, one));
    assertThat(
            read("\"msgtype\":\"chatRecord\",\"content\":{\"records\":[%s]}".formatted(all))
                .text()
                .lines())
        .hasSize(52)
        .contains("A: " + "x".repeat(500) + " [… cut here, 1 more characters]")
        .endsWith("[… 3 more messages are left out]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"msgtype\":\"unknownMsgType\",\"content\":{\"unknownMsgType\":\"x\"}",
        "\"msgtype\":\"interactiveCard\",\"content\":{}",
        "\"msgtype\":\"sticker\"",
        "\"content\":{\"a\":[1]}"
      })
  void saysWhatItCanNotRead(String json) {
    Body body = read(json);
    assertThat(body.unsupported()).isPresent();
    assertThat(body.text())
        .isEqualTo(
            "[a message that this bot can not read: %s]".formatted(body.unsupported().get()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "richText",
        "picture",
        "audio",
        "video",
        "file",
        "actionCard",
        "chatRecord"
      })
  void neverFailsWhateverStandsThere(String type) {
    for (String content : new String[] {"1", "null", "[]", "[[1]]", "\"{\"", "{\"richText\":{}}"}) {
      assertThat(read("\"msgtype\":\"%s\",\"content\":%s,\"text\":[]".formatted(type, content)))
          .isNotNull();
    }
  }
}
