package io.nanobot.channel.dingtalk.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class RenderingTest {
  private static final Room ANY = new Room(10_000_000, String::length);

  private static String shown(String markdown) {
    return shown(Rendering.of(markdown));
  }

  private static String shown(Rendering rendering) {
    var parts = rendering.parts(ANY);
    assertThat(parts).hasSize(1);
    return parts.get(0).text();
  }

  // what stays

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "# Good **morning**\n\nHow are *you*?",
        "###### small",
        "`code` and ``a ` b``",
        "[a link](https://example.com/a?b=c_d&e=*)",
        "![picture](https://example.com/x.png)",
        "![](@lADPDe7s2ySi18PNA6XNBXg)",
        "```java\nint a = 1;\n\nint b = 2;\n```",
        "````\n```\nfence in fence\n```\n````",
        "> quoted\n>\n> again",
        "> > deep",
        "- a\n- b",
        "3. c\n4. d",
        "| a | b |\n|---|:---:|\n| 1 | **2** |\n| 3 | x \\| y |",
        "~~gone~~",
        "***both***",
        "5 * 3 = 15, snake_case_name, C# & a < b",
        "https://example.com/some_path_here",
        "hi @0123456789!",
        "**“重点”**后",
        "你好，世界。",
        "[array[0]](https://example.com)"
      })
  void whatDingTalkShowsStaysAsItIs(String markdown) {
    assertThat(shown(markdown)).isEqualTo(markdown);
  }

  // what changes

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "one\\ntwo → one  \\n  two",
        "one\\\\ntwo → one  \\n  two",
        "one<br>two<BR/>three → one  \\n  two  \\n  three",
        "<br/>\\n**two** → **two**",
        "one\\n\\n<br>\\n<BR />\\n- two\\n- three → one\\n\\n- two\\n- three",
        "one\\n\\n<br>\\n\\ntwo → one\\n\\ntwo",
        "one\\n<br>\\ntwo → one  \\n    \\n    \\n  two",
        "> <br>\\n> [a][1]\\n\\n[1]: https://e.com → > [a](https://e.com)",
        "- <br>\\n- b → -\\n- b",
        "Title\\n===\\ntext → # Title\\n\\ntext",
        "__bold__ _it_ → **bold** *it*",
        "a\\n\\n***\\n\\nb → a\\n\\n———\\n\\nb",
        "* a\\n* b → - a\\n- b",
        "1) a\\n2) b → 1. a\\n2. b",
        "- [ ] open\\n- [x] done → - ☐ open\\n- ☑ done",
        "a\\n\\n    code → a\\n\\n```\\ncode\\n```",
        "~~~py\\nx\\n~~~ → ```py\\nx\\n```",
        "<https://example.com> → [https://example.com](https://example.com)",
        "[a](https://e.com \"title\") → [a](https://e.com)",
        "[a][1]\\n\\n[1]: https://e.com → [a](https://e.com)",
        "[w](https://e.com/Foo_(bar)) → [w](https://e.com/Foo_%28bar%29)",
        "[](https://e.com) → [https://e.com](https://e.com)",
        "[![badge](https://e.com/b.png)](https://e.com) →" + " [[image: badge]](https://e.com)",
        "**a\\nb** → **a**  \\n  **b**",
        "|a|b|\\n|-|-|\\n|1<br>2|`x \\| y`| → | a | b |\\n|---|---|\\n| 1 / 2 | `x \\| y` |",
        "text\\n|a|b|\\n|-|-| → text\\n\\n| a | b |\\n|---|---|"
      })
  void whatDingTalkDoesNotShowIsWrittenInItsWay(String markdown, String expected) {
    assertThat(shown(markdown.replace("\\n", "\n"))).isEqualTo(expected.replace("\\n", "\n"));
  }

  @Test
  void nestedListsAreIndentedByFourWhichOldClientsNeed() {
    assertThat(shown("- a\n  - b\n    1. c\n    2. d\n- e"))
        .isEqualTo("- a\n    - b\n        1. c\n        2. d\n- e");
  }

  @Test
  void whatStandsInAnItemStaysInIt() {
    String markdown = "1. a\n\n   more\n\n   ```sh\n   ls\n   ```\n2. - inner\n   > quote\n";
    String shown = shown(markdown);
    assertThat(shown)
        .isEqualTo("1. a\n\n    more\n\n    ```sh\n    ls\n    ```\n\n2.  - inner\n\n    > quote");
    assertThat(shown(shown)).as("read once more").isEqualTo(shown);
  }

  @Test
  void codeIsKeptToTheBlank() {
    String code = "```\n  a\tb  \n\n\n\\* not *marks* <b> &amp;\n<br>\n```";
    assertThat(shown(code)).isEqualTo(code);
  }

  // what could do harm

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "[click](javascript:alert(1)) → click (javascript:alert%281%29)",
        "[click](JAVASCRIPT:x) → click (JAVASCRIPT:x)",
        "[page](/etc/passwd) → page (/etc/passwd)",
        "[f](file:///etc/passwd) → f (file:///etc/passwd)",
        "![p](data:image/png;base64,AAAA) → [image: p]",
        "![](file:///x.png) → [image]"
      })
  void linksThatNobodyShouldOpenAreText(String markdown, String expected) {
    assertThat(shown(markdown)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      value = {
        "<b>bold</b> → \\<b\\>bold\\</b\\>",
        "<script>alert(1)</script> → \\<script\\>alert(1)\\</script\\>",
        "a <!-- hidden --> b → a \\<\\!-- hidden --\\> b",
        "&lt;b&gt; → \\<b\\>",
        "&lt;br&gt; → \\<br\\>",
        "<div> → \\<div\\>",
        "\\*not emphasis\\* → \\*not emphasis\\*",
        "1\\. no list → 1\\. no list",
        "\\# no heading → \\# no heading"
      })
  void textThatLooksLikeMarksStaysText(String markdown, String expected) {
    assertThat(shown(markdown)).isEqualTo(expected);
  }

  @Test
  void lineOfTextThatLooksLikeRuleStaysText() {
    assertThat(shown("a\n\\---")).isEqualTo("a  \n  \\---");
  }

  @Test
  void characterReferencesBringNoLineEnds() {
    assertThat(shown("a&#10;&#10;```&#10;b").lines()).hasSize(1);
    assertThat(shown("[a&#10;&#10;b](https://e.com/&#10;x)"))
        .isEqualTo("[a b](https://e.com/%0Ax)");
  }

  @Test
  void neverSaysNothing() {
    assertThat(shown("[a]: https://e.com")).contains("https://e.com");
    assertThat(shown("&#32;")).isNotBlank();
    assertThat(shown("-")).isEqualTo("-");
    assertThat(shown("#")).isEqualTo("\\#");
  }

  @Test
  void halfOfSurrogatePairIsReplaced() {
    assertThat(shown("a\uD83Db")).isEqualTo("a\uFFFDb");
    assertThat(shown("a😀b")).isEqualTo("a😀b");
  }

  @Test
  void deepNestingAndHugeTablesAreText() {
    for (String junk :
        new String[] {
          ">".repeat(50_000) + "a",
          "- ".repeat(50_000) + "a",
          "*".repeat(20_000) + "a" + "*".repeat(20_000),
          "[".repeat(20_000) + "a" + "](b)".repeat(20_000),
          "![".repeat(20_000) + "a" + "](https://b)".repeat(20_000),
          "|a".repeat(2_000) + "\n" + "|-".repeat(2_000) + "\n" + "|x\n".repeat(2_000)
        }) {
      assertThat(shown(junk)).isNotBlank();
    }
  }

  // additions

  @Test
  void additionsAreNotDrawnIntoOpenCode() {
    Rendering rendering =
        Rendering.of("```\nnever closed")
            .and(Rendering.link("r_1_.pdf", "https://e.com/r.pdf"))
            .and(Rendering.words("[file: *.txt*]"));
    assertThat(shown(rendering))
        .isEqualTo(
            "```\nnever closed\n```\n\n[r_1_.pdf](https://e.com/r.pdf)\n\n\\[file: \\*.txt\\*\\]");
  }

  // titles

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|hello",
        "## **Bold** _title_|Bold title",
        "- item|item",
        "> quoted|quoted",
        "[a link](https://example.com)|a link",
        "![picture](https://example.com/x.png)|picture",
        "'***\nafter the rule'|after the rule",
        "- [x] done|☑ done",
        "'```\ncode\n```'|code",
        "12345678901234567890|12345678901234567890",
        "123456789012345678901|1234567890123456789…",
        "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦|👨‍👩‍👧‍👦👨‍👩‍👧‍👦…",
        "***|…"
      })
  void titleIsTheFirstLineWithoutMarks(String markdown, String title) {
    assertThat(Rendering.of(markdown).title().text()).isEqualTo(title);
  }

  @Test
  void titleOfPartKeepsToItsLength() {
    Title title = Rendering.of("123456789012345678901").title();
    assertThat(title.ofPart(2, 13)).isEqualTo("123456789012… (2/13)");
    assertThat(Rendering.of("short").title().ofPart(2, 3)).isEqualTo("short (2/3)");
  }
}
