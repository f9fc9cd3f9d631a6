package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.channel.dingtalk.markdown.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MentionsTest {
  private static Mentions of(List<Identity> mentions) {
    return Mentions.of(
        new OutboundMessage(
            "m",
            Conversation.group("c", ""),
            "hi",
            List.of(),
            mentions,
            Optional.empty(),
            Map.of()));
  }

  private static Identity staffId(String value) {
    return new Identity("staffId", value);
  }

  @ParameterizedTest
  @CsvSource({
    "hi @123, hi @123 @12",
    "hi @123 and @12!, hi @123 and @12!",
    "@12-a @123, @12-a @123 @12",
    "me@12 me@123, me@12 me@123 @12 @123",
    "hi, hi @12 @123"
  })
  void mentionsEachPersonOnceAlthoughTheIdsBeginAlike(String text, String expected) {
    Mentions mentions = of(List.of(staffId("12"), staffId("123"), staffId("12")));
    assertThat(mentions.addedTo(new Part(text, true))).isEqualTo(expected);
  }

  @Test
  void standsApartFromWhatIsNoParagraph() {
    assertThat(of(List.of(staffId("12"))).addedTo(new Part("```\ncode\n```", false)))
        .isEqualTo("```\ncode\n```\n\n@12");
  }

  @Test
  void mentionsEverybody() {
    Mentions mentions = of(List.of(Mentions.EVERYBODY, staffId("12")));
    assertThat(mentions).isEqualTo(new Mentions(List.of("12"), true));
    assertThat(mentions.addedTo(new Part("hi", true))).isEqualTo("hi @12 @all");
  }

  @Test
  void mentionsNobodyByAnIdThatIsNoStaffId() {
    Mentions mentions = of(List.of(new Identity("senderId", "12"), new Identity("unionId", "12")));
    assertThat(mentions.isEmpty()).isTrue();
    assertThat(mentions.addedTo(new Part("hi", true))).isEqualTo("hi");
  }

  @Test
  void mentionsFiftyAtMostAndNoMoreThanFitBesideText() {
    assertThat(of(IntStream.range(0, 60).mapToObj(i -> staffId("s" + i)).toList()).staffIds())
        .hasSize(50);
    assertThat(of(List.of(staffId("x".repeat(1_500)), staffId("y".repeat(1_500)))).staffIds())
        .containsExactly("x".repeat(1_500));
  }
}
