package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void keepsOneLine() {
    assertThat(Printable.text("a\r\n2026-11-22 | INFO | forged"))
        .isEqualTo("a  2026-11-22 | INFO | forged");
  }

  @Test
  void dropsTerminalEscapesAndReversedWriting() {
    assertThat(Printable.text("\u001b[31mred\u202egnp")).isEqualTo("[31mredgnp");
  }

  @Test
  void cutsWhatIsTooLongBetweenCharacters() {
    assertThat(Printable.text("🐈".repeat(100))).isEqualTo("🐈".repeat(80) + "…");
  }

  @Test
  void putsTheWholeTextOnOneLine() {
    assertThat(Printable.line("first\r\n" + "x".repeat(100) + "\u001b[31m"))
        .isEqualTo("first " + "x".repeat(100) + "[31m");
  }

  @Test
  void leavesNamesAlone() {
    assertThat(Printable.text("韩梅梅 O'Neil")).isEqualTo("韩梅梅 O'Neil");
  }
}
