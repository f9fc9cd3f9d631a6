package io.nanobot.channel.dingtalk.markdown;

import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A paragraph, a heading or the cell of a table.
 *
 * @param prefix of a heading, else empty
 * @param lineBreak how it ends a line
 */
record Prose(String prefix, String lineBreak, Spans spans) implements Content {
  /** DingTalk asks for blanks on both sides. */
  private static final String LINE_BREAK = "  \n  ";

  /** A shorter piece at the end of a part is not worth a cut. */
  private static final int SHORTEST = 200;

  static Prose paragraph(Spans spans) {
    return new Prose("", LINE_BREAK, spans.stripped());
  }

  static Prose heading(int level, Spans spans) {
    return new Prose("#".repeat(level) + " ", " ", spans.stripped());
  }

  /** A cell has one line only. */
  static Prose cell(Spans spans) {
    return new Prose("", " / ", spans.stripped());
  }

  boolean isHeading() {
    return !prefix.isEmpty();
  }

  @Override
  public String render() {
    return Faithful.write(spans, lineBreak, text -> prefix + text);
  }

  @Override
  public String words() {
    return spans.words();
  }

  @Override
  public Optional<Cut> cut(Predicate<String> fits, boolean anywhere) {
    String words = words();
    int most =
        Largest.upTo(words.length(), n -> fits.test(longest(spans.before(spans.outsideWholes(n)))));
    while (most > 0) {
      int place = place(words, most, anywhere);
      if (anywhere && fitsNowhere(place, fits)) {
        return Optional.empty();
      }
      Prose head = with(spans.before(place).stripped());
      Prose tail = with(spans.from(place).stripped());
      if (place == 0 || tail.words().isEmpty()) {
        return Optional.empty();
      }
      if (!head.words().isEmpty() && fits.test(head.render())) {
        return Optional.of(new Cut(head, tail));
      }
      most = place - 1;
    }
    return Optional.empty();
  }

  /** At least as long as what is written, and found without reading it again. */
  private String longest(Spans some) {
    return prefix + some.write(lineBreak, true, true);
  }

  private boolean fitsNowhere(int place, Predicate<String> fits) {
    return spans
        .wholeAt(place)
        .filter(whole -> !fits.test(longest(new Spans(List.of(whole)))))
        .isPresent();
  }

  /** The best place for a cut: behind a line, a sentence, a word, and if need be a character. */
  private int place(String words, int most, boolean anywhere) {
    int shortest = anywhere ? most / 2 : Math.max(most / 2, SHORTEST);
    int line = spans.outsideWholes(words.lastIndexOf('\n', most - 1) + 1);
    if (line > shortest) {
      return line;
    }
    int sentence = last(BreakIterator.getSentenceInstance(Locale.ROOT), words, most);
    if (sentence > shortest) {
      return sentence;
    }
    int word = last(BreakIterator.getLineInstance(Locale.ROOT), words, most);
    if (word > shortest || !anywhere) {
      return word > shortest ? word : 0;
    }
    return spans.outsideWholes(
        Characters.lastBoundary(words.substring(0, Math.min(words.length(), most + 1)), most));
  }

  private int last(BreakIterator boundaries, String words, int most) {
    // a little more than what fits, to tell whether a sentence ends right there
    String text = words.substring(0, Math.min(words.length(), most + 100));
    boundaries.setText(text);
    int place = boundaries.preceding(Math.min(text.length(), most + 1));
    while (place > 0 && spans.outsideWholes(place) != place) {
      place = boundaries.previous();
    }
    return Math.max(place, 0);
  }

  private Prose with(Spans other) {
    return new Prose(prefix, lineBreak, other);
  }

  @Override
  public List<Content> loosened() {
    return List.of(with(spans.longestLoosened()));
  }
}
