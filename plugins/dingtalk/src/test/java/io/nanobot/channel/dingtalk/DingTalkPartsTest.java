package io.nanobot.channel.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.OutboundMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Timeout(60)
final class DingTalkPartsTest {
  private static final Conversation GROUP = Conversation.group("cidGroup==", "");

  private static List<TextPart> parts(String markdown, int mentions, boolean onlyInSession) {
    List<Identity> mentioned =
        IntStream.range(0, mentions).mapToObj(i -> new Identity("staffId", "staff\"" + i)).toList();
    OutboundMessage message =
        new OutboundMessage("m", GROUP, markdown, List.of(), mentioned, Optional.empty(), Map.of());
    return DingTalkParts.texts(message, "dingrobot", onlyInSession);
  }

  private static int bytes(JsonNode body) {
    return Json.write(body).getBytes(UTF_8).length;
  }

  private static int inSession(TextPart part) {
    return bytes(SendBodies.toSession(part.toSession(), part.mentions()));
  }

  private static int inRobotApi(TextPart part) {
    return bytes(SendBodies.toConversation("dingrobot", GROUP, part.toConversation()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "\"", "\\\\", "é", "好", "😀", "\u0001", "**b** ", "a\n", "`c` ", "\n\nd"})
  void everyRequestKeepsToItsLimit(String piece) {
    String text = piece.repeat(20_000);
    for (int mentions : new int[] {0, 1, 60}) {
      List<TextPart> parts = parts(text, mentions, false);
      assertThat(parts)
          .hasSizeGreaterThan(1)
          .allMatch(it -> inSession(it) <= 20_000)
          .allMatch(it -> inRobotApi(it) <= 15_000);
      assertThat(inRobotApi(parts.get(0))).as("the room is used").isGreaterThan(9_000);
      assertThat(parts(text, mentions, true))
          .allMatch(it -> inSession(it) <= 20_000)
          .hasSizeLessThanOrEqualTo(parts.size());
    }
  }

  @Test
  void mixedTextsKeepToTheLimits() {
    Random random = new Random(42);
    List<String> pieces =
        List.of(
            "text ", "\"quoted\" ", "你好，世界。", "\n\n", "\n", "\\\\", "| a | b |\n", "😀", "```\n");
    for (int i = 0; i < 50; i++) {
      StringBuilder text = new StringBuilder("x");
      for (int length = random.nextInt(30_000); length > 0; length--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      assertThat(parts(text.toString(), random.nextInt(5), false))
          .allMatch(it -> inSession(it) <= 20_000)
          .allMatch(it -> inRobotApi(it) <= 15_000);
    }
  }

  @Test
  void onePartHasNoNumber() {
    assertThat(parts("short", 0, false))
        .containsExactly(
            new TextPart(
                new DingTalkMarkdown("short", "short"),
                Mentions.NOBODY,
                new DingTalkMarkdown("short", "short")));
  }

  @Test
  void whatJustFitsIsOnePart() {
    int rest = inRobotApi(parts("x", 0, false).get(0)) - 1 + "(99999/99999)".length() + 8;
    assertThat(parts("y".repeat(15_000 - rest - 19), 0, false)).hasSize(1);
    assertThat(parts("y".repeat(15_000), 0, false)).hasSize(2);
  }

  @Test
  void partsAreNumberedInTextAndTitle() {
    List<TextPart> parts = parts("# Report\n\n" + "Some words. ".repeat(3_000), 0, false);
    assertThat(parts).hasSize(3);
    for (int i = 0; i < 3; i++) {
      String number = "(%d/3)".formatted(i + 1);
      assertThat(parts.get(i).toSession().text()).endsWith("words.\n\n" + number);
      assertThat(parts.get(i).toSession().title()).isEqualTo("Report " + number);
      assertThat(parts.get(i).toConversation()).isEqualTo(parts.get(i).toSession());
    }
  }

  @Test
  void onlyTheFirstPartMentionsAndOnlyInTheSession() {
    List<TextPart> parts = parts("Some words. ".repeat(2_000), 1, false);
    assertThat(parts.get(0).toSession().text()).endsWith("words. @staff\"0\n\n(1/2)");
    assertThat(parts.get(0).mentions().staffIds()).containsExactly("staff\"0");
    assertThat(parts.get(0).toConversation().text()).endsWith("words.\n\n(1/2)");
    assertThat(parts.get(1).toSession().text()).doesNotContain("@");
    assertThat(parts.get(1).mentions()).isEqualTo(Mentions.NOBODY);
  }
}
