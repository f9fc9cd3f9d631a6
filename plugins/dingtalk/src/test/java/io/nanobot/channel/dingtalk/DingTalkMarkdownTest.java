package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DingTalkMarkdownTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|hello",
        "## **Bold** _title_|Bold title",
        "- item|item",
        "> quoted|quoted",
        "[a link](https://example.com)|a link",
        "![picture](https://example.com/x.png)|picture",
        "'***\nafter the rule'|after the rule",
        "12345678901234567890|12345678901234567890",
        "123456789012345678901|1234567890123456789…",
        "***|…"
      })
  void titleIsTheFirstLineWithoutMarks(String markdown, String title) {
    assertThat(DingTalkMarkdown.of(message(markdown), List.of()).title()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource({
    "hi @123, hi @123 @12",
    "hi @123 and @12!, hi @123 and @12!",
    "@12-a @123, @12-a @123 @12",
    "me@12 me@123, me@12 me@123 @12 @123",
    "hi, hi @12 @123"
  })
  void mentionsEachPersonOnceAlthoughTheIdsBeginAlike(String markdown, String text) {
    assertThat(DingTalkMarkdown.of(message(markdown), List.of("12", "123")).text()).isEqualTo(text);
  }

  private static OutboundMessage message(String markdown) {
    return new OutboundMessage(
        "m", Conversation.direct("1"), markdown, List.of(), List.of(), Optional.empty(), Map.of());
  }
}
