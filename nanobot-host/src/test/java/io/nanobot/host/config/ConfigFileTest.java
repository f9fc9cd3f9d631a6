package io.nanobot.host.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigFileTest {
  @TempDir private Path folder;

  @Test
  void tellsHowToCreateAMissingFile() {
    Path missing = folder.resolve("nope.json");
    assertThat(refusal(missing).report())
        .startsWith("Error: Config file not found: " + missing)
        .contains("nanobot onboard");
  }

  @Test
  void tellsThatADirectoryIsNoFile() {
    assertThat(refusal(folder).report())
        .startsWith("Error: The config path is a directory: " + folder);
  }

  @Test
  void acceptsAByteOrderMark() {
    assertThatCode(() -> ConfigFile.read(file("\uFEFF{}".getBytes(UTF_8))))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesOtherEncodings() throws IOException {
    assertThat(refusal(file("{\"a\": \"é\"}".getBytes(ISO_8859_1))).report())
        .contains("is not UTF-8");
    assertThat(refusal(file("\uFEFF{}".getBytes(UTF_16LE))).report()).contains("UTF-16");
  }

  @Test
  void refusesAFileThatIsFarTooLarge() throws IOException {
    assertThat(refusal(file(new byte[5 << 20])).report()).contains("larger than 4 MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, 2]", "\"text\"", "null", "7", "true"})
  void refusesATopLevelThatIsNoObject(String json) throws IOException {
    assertThat(refusal(file(json.getBytes(UTF_8))).report())
        .contains("The top level of config.json must be a JSON object.")
        .contains("<root>  (line 1, column 1)")
        .contains("Expected an object, but found ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{a: 1}          | 1 | 2  | Expecting property name enclosed in double quotes.",
        "{\"a\": 1,}     | 1 | 9  | Expecting property name enclosed in double quotes; remove the comma before this }.",
        "{\"a\": 1 \"b\": 2} | 1 | 9 | Expecting a comma or a closing } here.",
        "{\"a\": [1 2]}  | 1 | 10 | Expecting a comma or a closing ] here.",
        "{\"a\": [1,]}   | 1 | 10 | Expecting a value; remove the comma before this ].",
        "{\"a\" 1}       | 1 | 6  | Expecting a colon after the property name.",
        "{\"a\": }       | 1 | 7  | Expecting a value; text must be in double quotes.",
        "{\"a\": hunter2} | 1 | 7 | Expecting a value; text must be in double quotes.",
        "{\"a\": 'x'}    | 1 | 7  | Expecting a value; text must be in double quotes.",
        "{\"a\": 01}     | 1 | 8  | This is not a valid number.",
        "{\"a\": NaN}    | 1 | 10 | This is not a valid number.",
        "{\"a\": \"C:\\Users\"} | 1 | 11 | Unknown escape in a text; write \\\\ for one backslash.",
        "{\"a\": 1]      | 1 | 8  | Wrong closing bracket: } and ] do not match their opening ones.",
        "{\"a\": \"x     | 1 | 9  | The file ends inside a text: its closing \" is missing.",
        "{\"a\": 1       | 1 | 8  | The file ends too early: a closing } or ] is missing.",
        "{} // note      | 1 | 4  | JSON has no comments; remove this one.",
        "{} {}           | 1 | 4  | There is something after the end of the JSON value.",
        "``              | 1 | 1  | The file is empty."
      })
  void saysWhereAndWhyItIsNoJson(String json, int line, int column, String reason)
      throws IOException {
    ConfigException refusal = refusal(file(json.getBytes(UTF_8)));
    assertThat(refusal.report())
        .contains("JSON syntax error at line %d, column %d: %s%n".formatted(line, column, reason))
        .doesNotContain("hunter2", "Source", "jackson");
    assertThat(refusal.problems())
        .singleElement()
        .extracting(ConfigProblem::place)
        .isEqualTo(Place.in(line, column));
  }

  @Test
  void countsLinesAndColumnsInCharacters() throws IOException {
    assertThat(refusal(file("{\n  \"ü\": \"€\" x\n}".getBytes(UTF_8))).report())
        .contains("line 2, column 12");
  }

  @Test
  void refusesALineBreakInAText() throws IOException {
    assertThat(refusal(file("{\"a\": \"x\ny\"}".getBytes(UTF_8))).report())
        .contains("A text contains a line break");
  }

  @Test
  void refusesEndlessNesting() throws IOException {
    assertThat(refusal(file("{\"a\":".repeat(100_000).getBytes(UTF_8))).report())
        .contains("Too many objects or arrays inside each other");
  }

  @Test
  void saysHowToCheckAgain() throws IOException {
    Path file = file("{".getBytes(UTF_8));
    assertThat(refusal(file).report())
        .startsWith("Invalid configuration: " + file)
        .endsWith(
            "Check again after editing: nanobot config check --config \"%s\"%n".formatted(file));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("config.json"), content);
  }

  private static ConfigException refusal(Path file) {
    return catchThrowableOfType(ConfigException.class, () -> ConfigFile.read(file));
  }
}
