package io.nanobot.channel.dingtalk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Quote;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuotesTest {
  private static final Attachment PICTURE =
      new Attachment(Attachment.Kind.IMAGE, "picture", Optional.empty(), "key");

  /** Knows the message {@code old} and what was sent as {@code pqk}, in one conversation. */
  private static final Recall RECALL =
      (conversation, id) ->
          Optional.of(new Body("what was said", List.of(PICTURE), Optional.empty()))
              .filter(it -> conversation.equals("here") && List.of("old", "pqk").contains(id));

  private static Optional<Quotes.Quoted> read(String json) {
    return Quotes.of(Fields.parse("{" + json + "}").orElseThrow(), "here", RECALL);
  }

  private static Quotes.Quoted replied(String typeAndContent) {
    return read("""
            "msgtype":"text","text":{"content":"this?","isReplyMsg":true,
            "repliedMsg":{"msgId":"m",%s}}
            """
            .formatted(typeAndContent))
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'msgType':'text','content':{'text':'said'} | said",
        "'msgType':'markdown','content':{'title':'t','text':'**said**'} | **said**",
        "'msgType':'picture','content':{'downloadCode':'c'} | [picture]",
        "'msgType':'audio','content':{'duration':1,'downloadCode':'c'} | [voice message]",
        "'msgType':'video','content':{'downloadCode':'c'} | [video]",
        "'msgType':'file','content':{'fileName':'a.pdf','downloadCode':'c'} | [file: a.pdf]",
        "'msgType':'richText','content':{'richText':[{'msgType':'text','content':'look '},"
            + "{'msgType':'picture','downloadCode':'c'}]} | look [picture 1]",
        "'msgType':'chatRecord','content':{'title':'t','summary':'gist'} | [forwarded chat: t]⏎gist",
        "'msgType':'interactiveCard','content':{'biz_custom_action_url':'dingtalk://x'}"
            + " | [shared document] dingtalk://x",
        "'msgType':'interactiveCard','content':{'cardContent':{'type':'VIEW','children':["
            + "{'type':'TEXT','value':'Build 7'},{'type':'IMAGE','value':'@lAL'},"
            + "{'type':'VIEW','children':[{'type':'TEXT','value':'has failed'}]}]}}"
            + " | Build 7⏎has failed",
        "'msgType':'interactiveCard','content':{'cardContent':{'type':'VIEW'}}"
            + " | [a message that this bot can not read: interactiveCard]",
        "'content':{'text':'of no type'} | of no type",
        "'content':{'richText':[{'text':'of no type'}]} | of no type",
        "'msgType':'text','content':'as a text' | as a text",
        "'msgType':'unknownMsgType','createdAt':1"
            + " | [a message that this bot can not read: unknownMsgType]"
      })
  void readsQuotesOfEveryType(String json, String text) {
    assertThat(replied(json.replace('\'', '"')).quote())
        .isEqualTo(new Quote(Optional.of("m"), text.replace('⏎', '\n')));
  }

  @Test
  void quotedFilesAreToldApartFromTheMessagesOwn() {
    Quotes.Quoted quoted =
        replied("\"msgType\":\"file\",\"content\":{\"fileName\":\"a.pdf\",\"downloadCode\":\"c\"}");
    assertThat(quoted.attachments()).extracting(Attachment::name).containsExactly("quoted a.pdf");
  }

  @Test
  void readsQuoteUnderContent() {
    Optional<Quotes.Quoted> quoted =
        read(
            """
            "msgtype":"richText","content":{"richText":[{"text":"this?"}],"isReplyMsg":true,
            "repliedMsg":{"msgType":"text","msgId":"m","content":{"text":"said"}}}
            """);
    assertThat(quoted.map(Quotes.Quoted::quote)).contains(new Quote(Optional.of("m"), "said"));
  }

  @Test
  void readsOldForms() {
    assertThat(
            read("""
                "msgtype":"text","text":{"content":"this?"},
                "quoteMessage":{"msgId":"m","msgtype":"text","text":{"content":"said"}}
                """)
                .map(Quotes.Quoted::quote))
        .contains(new Quote(Optional.of("m"), "said"));
    assertThat(
            read("\"msgtype\":\"x\",\"content\":{\"quoteContent\":\"said\"}")
                .map(Quotes.Quoted::quote))
        .contains(new Quote(Optional.empty(), "said"));
  }

  @Test
  void remembersWhatIsQuotedByItsIdOnly() {
    Quotes.Quoted quoted =
        read("\"originalMsgId\":\"old\",\"text\":{\"content\":\"this?\",\"isReplyMsg\":true}")
            .orElseThrow();
    assertThat(quoted.quote()).isEqualTo(new Quote(Optional.of("old"), "what was said"));
    assertThat(quoted.attachments()).extracting(Attachment::name).containsExactly("quoted picture");
  }

  @Test
  void remembersTheBotsOwnMessageByTheKeyOfItsSend() {
    assertThat(
            read("""
                "originalMsgId":"m","originalProcessQueryKey":"pqk","text":{"isReplyMsg":true,
                "repliedMsg":{"msgType":"interactiveCard","msgId":"m","senderId":"bot"}}
                """)
                .map(it -> it.quote().text()))
        .contains("what was said");
  }

  @Test
  void whatAQuoteTellsComesBeforeWhatIsRemembered() {
    assertThat(
            read("""
                "text":{"isReplyMsg":true,
                "repliedMsg":{"msgType":"text","msgId":"old","content":{"text":"fresh"}}}
                """)
                .map(it -> it.quote().text()))
        .contains("fresh");
  }

  @Test
  void anIdThatNobodyRemembersIsStillTold() {
    assertThat(read("\"originalMsgId\":\"other\"").map(Quotes.Quoted::quote))
        .contains(new Quote(Optional.of("other"), ""));
  }

  @Test
  void messageThatQuotesNothingHasNoQuote() {
    assertThat(read("\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"}")).isEmpty();
    assertThat(read("\"text\":{\"content\":\"hi\",\"isReplyMsg\":true}")).isEmpty();
  }

  @Test
  void boundsQuote() {
    assertThat(
            replied(
                    "\"msgType\":\"text\",\"content\":{\"text\":\"%s\"}"
                        .formatted("x".repeat(4_001)))
                .quote()
                .text())
        .endsWith("x [… cut here, 1 more characters]");
  }
}
