package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VisibleTextTest {
  private static String shown(String text, int pieceLength) {
    VisibleText visible = new VisibleText();
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i += pieceLength) {
      shown.append(visible.add(text.substring(i, Math.min(text.length(), i + pieceLength))));
    }
    return shown.append(visible.end()).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "hello, hello",
    "<think>why</think>hello, hello",
    "<think></think>hello, hello",
    "<think>a < b </ c</think> hello, hello",
    "<think>one</think><think>two</think>hello, hello",
    "<think>never ends, ''",
    "<th, <th",
    "<thinking>hello, <thinking>hello",
    "a <think>b</think>, a <think>b</think>",
  })
  void showsWhatIsNotReasoningHoweverItIsCut(String text, String expected) {
    for (int length = 1; length <= text.length(); length++) {
      assertThat(shown(text, length)).as("in pieces of %s", length).isEqualTo(expected);
    }
  }

  @Test
  void showsTheAnswerAsItComes() {
    VisibleText visible = new VisibleText();

    assertThat(visible.add("<think>x</think>\n\nHel")).isEqualTo("Hel");
    assertThat(visible.add("lo <think>")).isEqualTo("lo <think>");
  }
}
