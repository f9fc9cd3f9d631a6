package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceholdersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "${A}, one",
    "x${A}y${B_2}z, xoney$1\\z",
    "$A, $A",
    "${}, ${}",
    "${1A}, ${1A}",
    "${A-B}, ${A-B}",
    "$${A}, $one"
  })
  void replacesVariablesWholeOrInline(String written, String expected) throws ConfigException {
    String json = Given.all(", \"headers\": {\"h\": \"" + written + "\"}");
    Given.Everything bound =
        (Given.Everything) Given.channel(json, "all", "A=one", "B_2=$1\\").settings().orElseThrow();
    assertThat(bound.headers()).containsEntry("h", expected);
  }

  @Test
  void doesNotLookAtInsertedTextAgain() throws ConfigException {
    assertThat(Given.everything(", \"headers\": {\"h\": \"${A}\"}", "A=${B}", "B=no").headers())
        .containsEntry("h", "${B}");
  }

  @Test
  void reportsEveryVariableThatIsNotSet() {
    assertThat(Given.problems(Given.all(", \"headers\": {\"h\": \"${NO}\"}, \"url\": \"${NOPE}\"")))
        .containsExactly(
            "channels.all.headers.h: Environment variable 'NO' is not set.",
            "channels.all.url: Environment variable 'NOPE' is not set.");
  }

  @Test
  void readsNumbersAndSwitchesFromVariables() throws ConfigException {
    Given.Everything bound =
        Given.everything(
            ", \"number\": \"${N}\", \"flag\": \"${F}\", \"mode\": \"${M}\", \"words\": \"${W}\"",
            "W=[\"a\", \"b\"]",
            "N=42",
            "F=False",
            "M=Plain_Text");
    assertThat(bound.number()).isEqualTo(42);
    assertThat(bound.words()).containsExactly("a", "b");
    assertThat(bound.flag()).isFalse();
    assertThat(bound.mode()).isEqualTo(Given.Mode.PLAIN_TEXT);
  }

  @Test
  void neverShowsAnExpandedValue() {
    String json = Given.all(", \"mode\": \"${V}\", \"number\": \"${V}\", \"words\": [\"${V}\"]");
    ConfigException refusal = Given.refusal(json, "V=HUNTER2");
    assertThat(refusal.problems()).hasSize(3);
    assertThat(refusal.report()).doesNotContain("HUNTER2");
  }

  @Test
  void readsASecretFromAFile() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "top\nsecret\r\n");
    assertThat(text("${file:" + secret + "}")).isEqualTo("top\nsecret");
    assertThat(text("<${file:secret.txt}>")).isEqualTo("<top\nsecret>");
  }

  @Test
  void takesOneLineBreakFromTheEndOfAFileAndNothingElse() throws Exception {
    Files.writeString(folder.resolve("a"), " padded \n\n");
    assertThat(text("${file:a}")).isEqualTo(" padded \n");
  }

  @Test
  void reportsAFileThatCanNotBeUsed() throws Exception {
    assertThat(refusal("${file:missing.txt}"))
        .contains("channels.all.text  (line 1, column 40)")
        .contains("File 'missing.txt' does not exist");
    assertThat(refusal("${file:.}")).contains("'.' is a directory: name the file in it.");
    Files.write(folder.resolve("latin1"), new byte[] {'a', (byte) 0xE9});
    assertThat(refusal("${file:latin1}")).contains("File 'latin1' is not UTF-8 text.");
    Files.write(folder.resolve("big"), new byte[2 << 20]);
    assertThat(refusal("${file:big}")).contains("File 'big' is larger than 1 MiB.");
    Files.writeString(folder.resolve("empty"), "\n");
    assertThat(refusal("${file:empty}")).contains("File 'empty' is empty.");
    assertThat(refusal("${file:/dev/zero}")).contains("'/dev/zero' is no regular file.");
  }

  @Test
  void tellsThatEverybodyCanReadAFile() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "top");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(bound("${file:secret}").notices())
        .extracting(ConfigProblem::line)
        .containsExactly(
            "channels.all.text: File 'secret' can be read by other users of this machine. Run: chmod 600 "
                + secret);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(bound("${file:secret}").notices()).isEmpty();
  }

  private Config bound(String value) throws ConfigException {
    return Given.bind(ConfigFile.parse(folder.resolve("c.json"), json(value)));
  }

  private String text(String value) throws ConfigException {
    return ((Given.Everything) bound(value).channels().get(0).settings().orElseThrow()).text();
  }

  private String refusal(String value) {
    return catchThrowableOfType(ConfigException.class, () -> text(value)).report();
  }

  private static String json(String value) {
    return "{\"channels\": {\"all\": {\"enabled\": true, \"text\": \"" + value + "\"}}}";
  }
}
