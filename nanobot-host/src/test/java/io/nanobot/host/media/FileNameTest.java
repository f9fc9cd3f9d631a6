package io.nanobot.host.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Attachment;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
  @ParameterizedTest
  @CsvSource({
    "report.pdf, report.pdf",
    "年度报告 (2).docx, 年度报告 (2).docx",
    "../../etc/passwd, passwd",
    "..\\..\\boot.ini, boot.ini",
    "/etc/passwd, passwd",
    ".bashrc, bashrc",
    "a;rm -rf $HOME.txt, a_rm -rf _HOME.txt",
    "CON, _CON",
    "lpt1.txt, _lpt1.txt"
  })
  void takesFoldersAndSurprisesAway(String given, String cleaned) {
    assertThat(name(given)).isEqualTo(cleaned);
  }

  @Test
  void takesInvisibleAndTurningCharactersAway() {
    assertThat(name("a\u202Egnp.exe\n\u0000")).isEqualTo("a_gnp.exe_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "..", "/", "a/"})
  void namesWhatHasNoNameByItsKind(String given) {
    assertThat(name(given)).isEqualTo("file");
  }

  @Test
  void keepsTheExtensionOfALongName() {
    assertThat(name("x".repeat(500) + ".pdf")).hasSize(60).endsWith("x.pdf");
    assertThat(name("𝒳".repeat(500))).isEqualTo("𝒳".repeat(60));
  }

  @Test
  void addsTheExtensionThatTheContentTells() {
    Attachment picture =
        new Attachment(Attachment.Kind.IMAGE, "picture 1", Optional.empty(), "key");
    assertThat(FileName.of(picture, Optional.of("image/png"))).isEqualTo("picture 1.png");
    assertThat(FileName.of(picture, Optional.of("application/x-tar"))).isEqualTo("picture 1");
  }

  private static String name(String given) {
    return FileName.of(
        new Attachment(Attachment.Kind.FILE, given, Optional.empty(), "key"), Optional.empty());
  }
}
