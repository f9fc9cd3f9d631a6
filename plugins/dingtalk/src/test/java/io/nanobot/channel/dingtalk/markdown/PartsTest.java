package io.nanobot.channel.dingtalk.markdown;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PartsTest {
  private static final int ROOM = 1_000;

  private static List<String> parts(String markdown) {
    List<Part> parts = Rendering.of(markdown).parts(new Room(ROOM, String::length));
    assertThat(parts).allSatisfy(it -> assertThat(it.text()).isNotBlank().hasSizeBetween(1, ROOM));
    return parts.stream().map(Part::text).toList();
  }

  private static String lines(int count, String line) {
    return IntStream.range(0, count).mapToObj(i -> line.formatted(i)).collect(joining("\n"));
  }

  @Test
  void whatFitsIsOnePart() {
    assertThat(parts("x".repeat(ROOM))).containsExactly("x".repeat(ROOM));
  }

  @Test
  void paragraphThatFitsIntoPartOfItsOwnIsNotCut() {
    String first = "a".repeat(600);
    String second = "b".repeat(600);
    assertThat(parts(first + "\n\n" + second)).containsExactly(first, second);
  }

  @Test
  void headingGoesWithWhatItIsAbout() {
    assertThat(parts("a".repeat(900) + "\n\n# Topic\n\n" + "b".repeat(600)))
        .containsExactly("a".repeat(900), "# Topic\n\n" + "b".repeat(600));
  }

  @Test
  void codeIsClosedAndOpenedAgainWithItsLanguage() {
    List<String> parts = parts("Look:\n\n```java\n" + lines(150, "int a%03d = 0;") + "\n```");
    assertThat(parts).hasSize(3).allMatch(it -> it.contains("```java\nint"));
    assertThat(parts).allMatch(it -> it.endsWith(";\n```"));
    assertThat(parts.get(0)).as("the room that is left is used").startsWith("Look:\n\n```java");
    assertThat(String.join("\n", parts)).contains("int a000", "int a149");
  }

  @Test
  void lineOfCodeThatIsTooLongIsCutBetweenCharacters() {
    List<String> parts = parts("```\n" + "👨‍👩‍👧‍👦".repeat(200) + "\n```");
    assertThat(parts).hasSizeGreaterThan(2).allMatch(it -> it.matches("```\n(👨‍👩‍👧‍👦)+\n```"));
  }

  @Test
  void tableRepeatsItsHeader() {
    List<String> parts = parts("| name | count |\n|:--|--:|\n" + lines(100, "| row %03d | 1 |"));
    assertThat(parts)
        .hasSize(2)
        .allMatch(it -> it.startsWith("| name | count |\n|:---|---:|\n| r"));
    assertThat(parts).allMatch(it -> it.endsWith(" | 1 |"));
  }

  @Test
  void rowThatIsTooLargeBecomesListOfItsCells() {
    String row = "| a | " + "word ".repeat(300) + "|\n";
    List<String> parts = parts("| key | value |\n|-|-|\n" + row + "| b | small |");
    assertThat(parts.get(0)).startsWith("**key:** a  \n  **value:** word word");
    assertThat(parts.get(parts.size() - 1)).endsWith("| key | value |\n|---|---|\n| b | small |");
  }

  @Test
  void paragraphIsCutBehindLine() {
    String line = "This is a line. It has two sentences.\n";
    assertThat(parts(line.repeat(50))).hasSizeGreaterThan(1).allMatch(it -> it.endsWith("tences."));
  }

  @Test
  void paragraphIsCutBehindSentence() {
    assertThat(parts("This is one, with a comma. ".repeat(100)))
        .hasSizeGreaterThan(1)
        .allMatch(it -> it.startsWith("This") && it.endsWith("comma."));
    assertThat(parts("这是一句话，很短。".repeat(300)))
        .hasSizeGreaterThan(1)
        .allMatch(it -> it.startsWith("这") && it.endsWith("。"));
  }

  @Test
  void paragraphWithoutSentencesIsCutBetweenWords() {
    assertThat(parts("word, ".repeat(500)))
        .hasSizeGreaterThan(1)
        .allMatch(it -> it.startsWith("word") && it.endsWith("word,"));
  }

  @Test
  void paragraphWithoutBlanksIsCutBetweenCharacters() {
    assertThat(parts("e\u0301\u0302".repeat(1_000)))
        .hasSizeGreaterThan(1)
        .allMatch(it -> it.matches("(e\u0301\u0302)+"));
    assertThat(parts("a" + "\u0301".repeat(3_000))).as("one endless character").hasSize(4);
  }

  @Test
  void linksAndCodeAreNotCut() {
    List<String> parts =
        parts("a word, [a link of words](https://example.com/path/to/it) `some code` ".repeat(50));
    assertThat(parts).hasSizeGreaterThan(1);
    String all = String.join(" ", parts);
    assertThat(all.replace("[a link of words](https://example.com/path/to/it)", ""))
        .doesNotContain("link")
        .doesNotContain("example");
    assertThat(all.replace("`some code`", "")).doesNotContain("`").doesNotContain("code");
  }

  @Test
  void linkThatIsTooLongIsText() {
    List<String> parts = parts("see [" + "label ".repeat(300).strip() + "](https://example.com)");
    assertThat(parts.get(0)).startsWith("see label label");
    assertThat(parts.get(parts.size() - 1)).endsWith("label (https://example.com)");
  }

  @Test
  void emphasisIsClosedAndOpenedAgain() {
    assertThat(parts("**" + "strong words. ".repeat(150).strip() + "**"))
        .hasSizeGreaterThan(1)
        .allMatch(it -> it.startsWith("**strong") && it.endsWith("words.**"));
  }

  @Test
  void listGoesOnAtItsLevel() {
    String markdown = "1. one\n    - a\n" + "    - " + "b".repeat(985) + "\n    - c\n2. two";
    assertThat(parts(markdown))
        .containsExactly(
            "1. one\n    - a", "1. …\n    - " + "b".repeat(985), "1. …\n    - c\n2. two");
  }

  @Test
  void paragraphGoesOnInItsItemAndQuote() {
    List<String> parts = parts("> 1. " + "Some words of a sentence. ".repeat(60));
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0)).startsWith("> 1. Some");
    assertThat(parts.get(1)).startsWith("> 1. …\n>\n>     Some");
  }

  @Test
  void cutBringsNoMarksToLife() {
    List<String> parts = parts(("x".repeat(400) + ". 1. item # - ").repeat(20));
    assertThat(parts).hasSizeGreaterThan(5).noneMatch(it -> it.startsWith("1. "));
  }

  @Test
  void tellsWhetherWordsCanBeAdded() {
    Room room = new Room(ROOM, String::length);
    assertThat(Rendering.of("words").parts(room).get(0).endsInWords()).isTrue();
    for (String other : List.of("# heading", "```\ncode\n```", "- item", "> quote", "|a|\n|-|")) {
      assertThat(Rendering.of(other).parts(room).get(0).endsInWords()).as(other).isFalse();
    }
  }

  @Test
  void tooLittleRoomIsRefused() {
    assertThatThrownBy(() -> new Room(999, String::length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("999");
  }
}
