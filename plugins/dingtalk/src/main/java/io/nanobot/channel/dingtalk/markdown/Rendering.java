package io.nanobot.channel.dingtalk.markdown;

import java.util.ArrayList;
import java.util.List;

/** A text as DingTalk shows it. */
public final class Rendering {
  private final List<Leaf> leaves;
  private final Title title;

  private Rendering(List<Leaf> leaves, String firstLine) {
    this.leaves = List.copyOf(leaves);
    this.title = new Title(firstLine);
  }

  /**
   * Reads a text.
   *
   * @param markdown CommonMark with tables and strikethrough; anything else is taken as text
   */
  public static Rendering of(String markdown) {
    String text = Characters.withoutLoneSurrogates(markdown);
    BlockReader reader = new BlockReader(text);
    boolean saysNothing = reader.leaves().isEmpty() && !text.isBlank();
    return saysNothing ? words(text.strip()) : new Rendering(reader.leaves(), reader.firstLine());
  }

  /** A paragraph that says this, whatever marks it contains. */
  public static Rendering words(String text) {
    String line = Words.onOneLine(Characters.withoutLoneSurrogates(text));
    return ofParagraph(Spans.text(line), line);
  }

  /** A paragraph that leads to an address, if it is one that people can open. */
  public static Rendering link(String label, String address) {
    Destination destination = Destination.of(Characters.withoutLoneSurrogates(address));
    String line = Words.onOneLine(Characters.withoutLoneSurrogates(label));
    if (!destination.opens()) {
      return words(line);
    }
    String words = line + destination.behind(line);
    String markdown = Faithful.link(Spans.text(line), destination);
    return ofParagraph(new Spans(List.of(Span.whole(words, markdown, List.of()))), line);
  }

  private static Rendering ofParagraph(Spans spans, String firstLine) {
    return new Rendering(List.of(new Leaf(List.of(), false, Prose.paragraph(spans))), firstLine);
  }

  /** This and then another. */
  public Rendering and(Rendering other) {
    if (leaves.isEmpty()) {
      return other;
    }
    List<Leaf> all = new ArrayList<>(leaves);
    all.addAll(other.leaves);
    return new Rendering(all, title.line());
  }

  public Title title() {
    return title;
  }

  /** The parts that it makes, at least one, none larger than the room. */
  public List<Part> parts(Room room) {
    return Packing.pack(leaves, room);
  }
}
