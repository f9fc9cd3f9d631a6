package io.nanobot.channel.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MarkdownTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain text | plain text",
        "# A heading # | A heading",
        "- first | • first",
        "**bold** and *italic* | bold and italic",
        "**a `b` c** | a b c",
        "run `ls -l *.txt` now | run ls -l *.txt now",
        "[docs](https://example.com/a) | docs (https://example.com/a)",
        "![cat](https://example.com/c.png) | cat (https://example.com/c.png)",
        "3 * 4 * 5 | 3 * 4 * 5",
        "snake_case and __init__ | snake_case and __init__",
        "\\*not italic\\* | *not italic*",
        "100 % of 2 ** 3 | 100 % of 2 ** 3",
        "1. one | 1. one",
        "#hashtag | #hashtag",
      })
  void readsLikeText(String markdown, String text) {
    assertThat(shown(markdown).toString()).isEqualTo("🐈 " + text);
  }

  @Test
  void indentsCodeAndLeavesItAlone() {
    assertThat(shown("Look:\n```java\nint *p = **q;\n# no heading\n```\ndone").toString())
        .isEqualTo("🐈 Look:\n    int *p = **q;\n    # no heading\ndone");
  }

  @Test
  void emphasisesByStyle() {
    AttributedString shown = shown("a **b**");
    assertThat(shown.styleAt(shown.length() - 1)).isEqualTo(AttributedStyle.BOLD);
    assertThat(shown.styleAt(shown.length() - 3)).isEqualTo(AttributedStyle.DEFAULT);
  }

  @Test
  void listsAttachments() {
    OutboundMessage message =
        new OutboundMessage(
            "id",
            Conversation.direct("me"),
            "",
            List.of(
                new Attachment(
                    Attachment.Kind.FILE, "a.pdf", Optional.empty(), "https://example.com/a")),
            List.of(),
            Optional.empty(),
            Map.of());
    assertThat(MarkdownText.of(message).toString()).contains("[a.pdf] https://example.com/a");
  }

  /** Else a model that was told to could rewrite what stands on the screen. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a\u001b[2Jb", "a\u0007b", "a\u009b2Jb", "a\u202eb", "`a\u001b]0;x\u0007b`"})
  void letsNobodyControlTheTerminal(String markdown) {
    assertThat(shown(markdown).toString()).matches("🐈 [\\p{Print}]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "**", "`", "[", "![", "[a](", "\\", "**a ", "#", "- "})
  void takesTimeInProportionToTheText(String piece) {
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> shown("x" + piece.repeat(100_000)));
  }

  private static AttributedString shown(String markdown) {
    return MarkdownText.of(
        new OutboundMessage(
            "id",
            Conversation.direct("me"),
            markdown,
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of()));
  }
}
