package io.nanobot.channel.dingtalk.markdown;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Texts of all kinds in parts of all sizes. A failure names the seed that repeats it with {@code
 * -Dnanobot.seed=N}; {@code -Dnanobot.trials.times=N} makes the run N times as long.
 */
@Timeout(300)
final class PartsFuzzTest {
  private static final long SECONDS = 5;
  private static final Pattern TOKEN = Pattern.compile("w\\d{6}");

  private static final List<String> JUNK =
      List.of(
          "*",
          "**",
          "_",
          "~~",
          "`",
          "``",
          "```",
          "\n```\n",
          "~~~\n",
          "[",
          "](",
          ")",
          "![",
          "<b>",
          "</b>",
          "<!--",
          "-->",
          "<br>",
          "|",
          "\n|a|b|\n|-|-|\n",
          "|x|y|\n",
          "> ",
          ">> ",
          "- ",
          "\n- ",
          "\n    - ",
          "1. ",
          "\n12345. ",
          "# ",
          "\n###### ",
          "\n---\n",
          "\n===\n",
          "\n\n",
          "\n",
          " ",
          "  \n",
          "\\",
          "\\\n",
          "&amp;",
          "&#10;",
          "&#0;",
          "&lt;",
          "https://e.com/a_b",
          "[x]: https://e.com\n",
          "[x]",
          "[ ] ",
          "[x] ",
          "\t",
          "\0",
          "\u001b",
          "\ud83d",
          "\ude00",
          "😀",
          "👨‍👩‍👧‍👦",
          "e\u0301\u0302",
          "你好，世界。",
          "\u202e",
          "\u2028",
          "word",
          "a sentence. ",
          "\"",
          "javascript:alert(1)",
          "@0123456789");

  private final Random random = new Random();
  private int next;
  private boolean tables;
  private int cuts;

  private static int size(String text) {
    int marks = (int) text.chars().filter(c -> c == '"' || c == '\\' || c < ' ').count();
    return text.getBytes(UTF_8).length + 3 * marks;
  }

  @Test
  void textsKeepTheirWordsInOrder() {
    repeat(seed -> check(text(), true));
    assertThat(cuts).isPositive();
  }

  @Test
  void junkIsCutAsWell() {
    repeat(seed -> check(junk(), false));
    assertThat(cuts).isPositive();
  }

  private void repeat(Consumer<Long> trial) {
    long end =
        System.nanoTime() + SECONDS * 1_000_000_000 * Long.getLong("nanobot.trials.times", 1);
    long seed = Long.getLong("nanobot.seed", System.nanoTime());
    do {
      random.setSeed(seed);
      next = 0;
      tables = false;
      try {
        trial.accept(seed);
      } catch (RuntimeException | StackOverflowError | AssertionError e) {
        throw new AssertionError("Run again with -Dnanobot.seed=" + seed, e);
      }
      seed += 0x9E3779B97F4A7C15L;
    } while (System.nanoTime() < end);
  }

  private void check(String markdown, boolean hasTokens) {
    Rendering rendering = Rendering.of(markdown);
    Room room = new Room(1_000 + random.nextInt(3_000), PartsFuzzTest::size);
    List<Part> parts = rendering.parts(room);
    cuts += parts.size() - 1;
    for (Part part : parts) {
      assertThat(size(part.text())).isLessThanOrEqualTo(room.bytes());
      assertThat(part.text()).isNotBlank();
      assertThat(new String(part.text().getBytes(UTF_8), UTF_8)).isEqualTo(part.text());
      assertThat(unclosedFences(part.text())).as(part.text()).isZero();
    }
    if (hasTokens) {
      String whole = rendering.parts(new Room(100_000_000, String::length)).get(0).text();
      String all = parts.stream().map(Part::text).collect(joining("\n"));
      assertThat(firstDifference(tokens(whole), everyToken())).isEmpty();
      // a row that becomes a list names the columns between its cells
      List<String> found = tables ? tokens(all).stream().sorted().toList() : tokens(all);
      assertThat(firstDifference(found, everyToken())).as(whole).isEmpty();
    }
    assertThat(rendering.title().text()).isNotBlank();
  }

  private List<String> everyToken() {
    return IntStream.range(0, next).mapToObj("w%06d"::formatted).toList();
  }

  private static String firstDifference(List<String> found, List<String> expected) {
    for (int i = 0; i < Math.max(found.size(), expected.size()); i++) {
      String actual = i < found.size() ? found.get(i) : "nothing";
      if (i >= expected.size() || !expected.get(i).equals(actual)) {
        return actual + " is number " + i;
      }
    }
    return "";
  }

  private static List<String> tokens(String text) {
    // once each: a table repeats its header
    return List.copyOf(
        new LinkedHashSet<>(TOKEN.matcher(text).results().map(MatchResult::group).toList()));
  }

  private static long unclosedFences(String markdown) {
    List<FencedCodeBlock> unclosed = new ArrayList<>();
    Markdown.parse(markdown)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                if (block.getClosingFenceLength() == null) {
                  unclosed.add(block);
                }
              }
            });
    return unclosed.size();
  }

  private String junk() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(400); i >= 0; i--) {
      String piece = JUNK.get(random.nextInt(JUNK.size()));
      text.append(piece.repeat(random.nextInt(20) == 0 ? random.nextInt(300) : 1));
    }
    return text.isEmpty() || text.toString().isBlank() ? "x" : text.toString();
  }

  private String text() {
    return IntStream.rangeClosed(0, random.nextInt(12)).mapToObj(i -> block(0)).collect(joining());
  }

  private String block(int depth) {
    return switch (random.nextInt(depth < 3 ? 9 : 6)) {
      case 0, 1 -> sentences(random.nextInt(60)) + "\n\n";
      case 2 -> "#".repeat(1 + random.nextInt(6)) + " " + sentences(4) + "\n\n";
      case 3 -> code();
      case 4 -> table();
      case 5 -> "<div>" + sentences(5) + "</div>\n\n";
      case 6 -> indented(blocks(depth), "> ", "> ") + "\n\n";
      default -> list(depth);
    };
  }

  private String blocks(int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(i -> block(depth + 1))
        .collect(joining())
        .strip();
  }

  private String list(int depth) {
    String marker = random.nextBoolean() ? "- " : "7. ";
    String gap = random.nextBoolean() ? "\n" : "\n\n";
    return IntStream.rangeClosed(0, random.nextInt(8))
            .mapToObj(
                i -> {
                  String item = random.nextInt(3) == 0 ? blocks(depth) : sentences(5);
                  return indented(item, marker, " ".repeat(marker.length()));
                })
            .collect(joining(gap))
        + "\n\n<!-- end -->\n\n";
  }

  private static String indented(String text, String first, String rest) {
    return first + text.replace("\n", "\n" + rest);
  }

  private String code() {
    String lines =
        IntStream.rangeClosed(0, random.nextInt(80))
            .mapToObj(i -> " ".repeat(random.nextInt(4)) + token() + " = \"\\\\\" * **x**")
            .collect(joining("\n"));
    return "```lang\n" + lines + "\n```\n\n";
  }

  private String table() {
    tables = true;
    int columns = 1 + random.nextInt(4);
    StringBuilder table = new StringBuilder(row(columns, 1)).append("|-".repeat(columns) + "|\n");
    for (int i = random.nextInt(40); i > 0; i--) {
      table.append(row(columns, random.nextInt(15) == 0 ? 200 : 2));
    }
    return table + "\n";
  }

  private String row(int columns, int words) {
    return IntStream.range(0, columns)
        .mapToObj(i -> sentences(words).replace("\n", " "))
        .collect(joining(" | ", "| ", " |\n"));
  }

  private String sentences(int most) {
    return IntStream.rangeClosed(0, random.nextInt(most + 1))
        .mapToObj(i -> phrase())
        .collect(joining(" "));
  }

  private String phrase() {
    return switch (random.nextInt(12)) {
      case 0 -> "**" + token() + " " + token() + "**";
      case 1 -> "*" + token() + "*";
      case 2 -> "`" + token() + "`";
      case 3 -> "[" + token() + "](https://example.com/" + "p/".repeat(random.nextInt(40)) + ")";
      case 4 -> token() + ".";
      case 5 -> token() + "\n" + token();
      case 6 -> "~~" + token() + "~~";
      case 7 ->
          random.nextInt(20) == 0 ? token() + " " + "😀".repeat(random.nextInt(900)) : token();
      case 8 -> "![" + token() + "](https://example.com/x.png)";
      case 9 -> "<b>" + token() + "</b>";
      default -> token();
    };
  }

  private String token() {
    return "w%06d".formatted(next++);
  }
}
