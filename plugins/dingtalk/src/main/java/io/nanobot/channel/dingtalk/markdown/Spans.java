package io.nanobot.channel.dingtalk.markdown;

import static java.util.stream.Collectors.joining;

import io.nanobot.channel.dingtalk.markdown.Span.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The content of a paragraph. Places in it are those of its {@link #words()}. */
record Spans(List<Span> list) {
  Spans {
    list = List.copyOf(list);
  }

  static Spans text(String text) {
    return new Spans(List.of(Span.text(text, List.of())));
  }

  String words() {
    return words("\n");
  }

  String words(String lineBreak) {
    return list.stream()
        .map(span -> span.is(Kind.BREAK) ? lineBreak : span.text())
        .collect(joining());
  }

  /** The last place up to this one that is not within a link, a picture or code. */
  int outsideWholes(int place) {
    int start = 0;
    for (Span span : list) {
      int end = start + span.text().length();
      if (place < end) {
        return span.is(Kind.WHOLE) ? start : place;
      }
      start = end;
    }
    return place;
  }

  /** What is before a place, which may not be within a whole. */
  Spans before(int place) {
    return between(0, place);
  }

  /** What is behind a place, which may not be within a whole. */
  Spans from(int place) {
    return between(place, Integer.MAX_VALUE);
  }

  private Spans between(int from, int to) {
    List<Span> kept = new ArrayList<>();
    int start = 0;
    for (Span span : list) {
      if (start >= to) {
        break;
      }
      int end = start + span.text().length();
      if (end > from) {
        kept.add(span.part(Math.max(from - start, 0), Math.min(to, end) - start));
      }
      start = end;
    }
    return new Spans(kept);
  }

  /** Without blanks and line ends at the edges, which have no effect there. */
  Spans stripped() {
    String words = words();
    int to = words.stripTrailing().length();
    int from = Math.min(to, words.length() - words.stripLeading().length());
    return between(from, to);
  }

  /** The whole that begins at a place. */
  Optional<Span> wholeAt(int place) {
    int start = 0;
    for (Span span : list) {
      if (start == place && span.is(Kind.WHOLE)) {
        return Optional.of(span);
      }
      start += span.text().length();
    }
    return Optional.empty();
  }

  boolean areUnmarked() {
    return list.stream().allMatch(span -> span.marks().isEmpty());
  }

  /** With all wholes as text. */
  Spans loosened() {
    return new Spans(list.stream().map(Span::loosened).toList());
  }

  /** With the longest whole as text: the others may find a part that they fit into. */
  Spans longestLoosened() {
    return IntStream.range(0, list.size())
        .filter(i -> list.get(i).is(Kind.WHOLE))
        .boxed()
        .max(Comparator.comparingInt(i -> list.get(i).markdown().length()))
        .map(this::loosened)
        .orElse(this);
  }

  private Spans loosened(int index) {
    List<Span> spans = new ArrayList<>(list);
    spans.set(index, spans.get(index).loosened());
    return new Spans(spans);
  }

  /**
   * The Markdown.
   *
   * @param lineBreak ends a line
   * @param escaped whether marks in the text are to be seen as such
   * @param marked whether to write the marks around the text
   */
  String write(String lineBreak, boolean escaped, boolean marked) {
    StringBuilder out = new StringBuilder();
    List<String> open = List.of();
    boolean lineStart = true;
    for (Span span : list) {
      List<String> wanted = marked ? span.marks() : List.of();
      change(open, wanted, out);
      open = wanted;
      switch (span.kind()) {
        case TEXT -> out.append(escaped ? Escapes.escape(span.text(), lineStart) : span.text());
        case WHOLE -> out.append(span.markdown());
        case BREAK -> out.append(lineBreak);
      }
      lineStart = span.is(Kind.BREAK);
    }
    change(open, List.of(), out);
    return out.toString();
  }

  private static void change(List<String> open, List<String> wanted, StringBuilder out) {
    int same = 0;
    while (same < Math.min(open.size(), wanted.size()) && open.get(same).equals(wanted.get(same))) {
      same++;
    }
    List<String> closing = new ArrayList<>(open.subList(same, open.size()));
    Collections.reverse(closing);
    closing.forEach(out::append);
    wanted.subList(same, wanted.size()).forEach(out::append);
  }
}
