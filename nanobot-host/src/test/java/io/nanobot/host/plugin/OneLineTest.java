package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void replacesControlCharactersAndLineSeparators() {
    assertThat(OneLine.of(" a\r\n\tb\u001b[31mc\u2028d\u202Ee\u0085f "))
        .isEqualTo("a b [31mc d e f");
  }

  @Test
  void keepsOtherScripts() {
    assertThat(OneLine.of("连接失败：凭证错误 👍")).isEqualTo("连接失败：凭证错误 👍");
  }

  @Test
  void bringsLongTextToEnd() {
    assertThat(OneLine.of("x".repeat(10_000))).hasSize(501).endsWith("…");
  }

  @Test
  void takesNullAsNothing() {
    assertThat(OneLine.of(null)).isEmpty();
  }
}
