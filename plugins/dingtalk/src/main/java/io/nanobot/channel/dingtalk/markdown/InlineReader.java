package io.nanobot.channel.dingtalk.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/** Reads the content of a paragraph. */
final class InlineReader {
  private final List<Span> spans = new ArrayList<>();

  private InlineReader() {}

  static Spans read(Node block) {
    InlineReader reader = new InlineReader();
    reader.children(block, List.of());
    return new Spans(reader.spans);
  }

  private void children(Node parent, List<String> marks) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      read(node, marks);
    }
  }

  private void read(Node node, List<String> marks) {
    if (node instanceof Text text) {
      text(Words.onOneLine(text.getLiteral()), marks);
    } else if (node instanceof Code code) {
      String literal = code.getLiteral();
      spans.add(Span.whole(literal, codeSpan(literal), marks));
    } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
      spans.add(Span.lineBreak());
    } else if (node instanceof HtmlInline html) {
      html(html, marks);
    } else if (node instanceof Link link) {
      link(link, marks);
    } else if (node instanceof Image image) {
      image(image, marks);
    } else {
      children(node, within(marks, node));
    }
  }

  private void text(String text, List<String> marks) {
    if (!text.isEmpty()) {
      spans.add(Span.text(text, marks));
    }
  }

  private void html(HtmlInline html, List<String> marks) {
    if (Words.isLineBreak(html.getLiteral())) {
      spans.add(Span.lineBreak());
    } else {
      text(Words.onOneLine(html.getLiteral()), marks);
    }
  }

  private void link(Link link, List<String> marks) {
    Destination destination = Destination.of(link.getDestination());
    String label = Words.onOneLine(Words.inside(link));
    String words = label + destination.behind(label);
    if (destination.opens()) {
      Spans shown = label.isBlank() ? Spans.text(destination.address()) : read(link).loosened();
      spans.add(Span.whole(words, Faithful.link(shown, destination), marks));
    } else {
      children(link, marks);
      text(destination.behind(label), marks);
    }
  }

  private void image(Image image, List<String> marks) {
    Destination destination = Destination.of(image.getDestination());
    String words = Words.ofImage(image);
    if (destination.shows()) {
      String alt = Words.alternative(image);
      spans.add(Span.whole(words, "![" + alt + "](" + destination.address() + ")", marks));
    } else {
      text(words, marks);
    }
  }

  private static List<String> within(List<String> marks, Node node) {
    String mark = mark(node);
    if (mark.isEmpty() || marks.contains(mark)) {
      return marks;
    }
    List<String> more = new ArrayList<>(marks);
    more.add(mark);
    return List.copyOf(more);
  }

  private static String mark(Node node) {
    if (node instanceof Emphasis) {
      return "*";
    }
    if (node instanceof StrongEmphasis) {
      return "**";
    }
    return node instanceof Strikethrough ? "~~" : "";
  }

  private static String codeSpan(String code) {
    String fence = "`".repeat(Backticks.longestRun(code) + 1);
    boolean touches = code.startsWith("`") || code.endsWith("`");
    boolean blanksAround = code.startsWith(" ") && code.endsWith(" ") && !code.isBlank();
    String padding = touches || blanksAround ? " " : "";
    return fence + padding + code + padding + fence;
  }
}
