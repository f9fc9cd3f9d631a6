package io.nanobot.channel.dingtalk.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lines of code.
 *
 * @param language its name, may be empty
 */
record CodeBlock(String language, List<String> lines) implements Content {
  private static final int LONGEST_LANGUAGE = 30;

  /** Fewer at the end of a part are not worth a cut. */
  private static final int FEWEST = 3;

  CodeBlock {
    lines = List.copyOf(lines);
  }

  static CodeBlock of(String info, String literal) {
    String first = info.strip().split("[\\s`]", 2)[0];
    return new CodeBlock(
        Characters.first(first, LONGEST_LANGUAGE), literal.stripTrailing().lines().toList());
  }

  @Override
  public String render() {
    String fence = "`".repeat(Math.max(3, Backticks.longestRun(words()) + 1));
    String code = lines.isEmpty() ? "" : words() + "\n";
    return fence + language + "\n" + code + fence;
  }

  @Override
  public String words() {
    return String.join("\n", lines);
  }

  @Override
  public Optional<Cut> cut(Predicate<String> fits, boolean anywhere) {
    int count = Largest.upTo(lines.size(), n -> fits.test(with(lines.subList(0, n)).render()));
    if (count == lines.size() || (!anywhere && count < FEWEST)) {
      return Optional.empty();
    }
    if (count > 0) {
      return Optional.of(
          new Cut(with(lines.subList(0, count)), with(lines.subList(count, lines.size()))));
    }
    return cutFirstLine(fits);
  }

  private Optional<Cut> cutFirstLine(Predicate<String> fits) {
    String line = lines.get(0);
    int most =
        Largest.upTo(line.length(), n -> fits.test(with(List.of(line.substring(0, n))).render()));
    if (most == 0) {
      return Optional.empty();
    }
    int place = Characters.lastBoundary(line.substring(0, Math.min(line.length(), most + 1)), most);
    List<String> rest = new ArrayList<>(lines);
    rest.set(0, line.substring(place));
    return Optional.of(new Cut(with(List.of(line.substring(0, place))), with(rest)));
  }

  private CodeBlock with(List<String> others) {
    return new CodeBlock(language, others);
  }

  @Override
  public List<Content> loosened() {
    return List.of(Prose.paragraph(Spans.text(Words.onOneLine(words()))));
  }
}
