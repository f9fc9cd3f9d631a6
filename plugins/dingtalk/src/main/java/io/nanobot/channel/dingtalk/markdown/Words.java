package io.nanobot.channel.dingtalk.markdown;

import java.util.Locale;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** What people read of a paragraph, a heading or a part of one. */
final class Words extends AbstractVisitor {
  private static final Set<String> LINE_BREAKS = Set.of("<br>", "<br/>", "<br />");

  private final StringBuilder words = new StringBuilder();
  private boolean html;

  private final boolean addresses;

  private Words(boolean addresses) {
    this.addresses = addresses;
  }

  /** The first line that says anything, without the addresses of links; empty if none does. */
  static String firstLine(Node block) {
    Words words = new Words(false);
    block.accept(words);
    return words.words.toString().lines().filter(it -> !it.isBlank()).findFirst().orElse("");
  }

  /** Whether Markdown says this, as one paragraph or heading, and nothing else. */
  static boolean says(String markdown, String expected) {
    Node only = Markdown.parse(markdown).getFirstChild();
    if (only == null || only.getNext() != null) {
      return expected.isBlank();
    }
    Words found = reading(only);
    return !found.html && blanksAlike(found.words.toString()).equals(blanksAlike(expected));
  }

  /** Takes the place of the words in a link. */
  static String ofImage(Image image) {
    return inBrackets(alternative(image));
  }

  private static String inBrackets(String alternative) {
    return alternative.isEmpty() ? "[image]" : "[image: " + alternative + "]";
  }

  /** What an image shows, without characters that would need care within brackets. */
  static String alternative(Image image) {
    return inside(image).replaceAll("[\\[\\]\\\\`<>&*_~!\\s]+", " ").strip();
  }

  static boolean isLineBreak(String html) {
    return LINE_BREAKS.contains(html.toLowerCase(Locale.ROOT));
  }

  /** A character reference can bring line ends to where Markdown has none. */
  static String onOneLine(String text) {
    return text.replaceAll("[\\n\\r\\f\\x0B\\x85\\u2028\\u2029]+", " ");
  }

  static String inside(Node node) {
    Words words = new Words(true);
    words.visitChildren(node);
    return words.words.toString();
  }

  private static Words reading(Node node) {
    Words words = new Words(true);
    node.accept(words);
    return words;
  }

  private static String blanksAlike(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  @Override
  public void visit(Text text) {
    words.append(onOneLine(text.getLiteral()));
  }

  @Override
  public void visit(Code code) {
    words.append(code.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak softLineBreak) {
    words.append('\n');
  }

  @Override
  public void visit(HardLineBreak hardLineBreak) {
    words.append('\n');
  }

  @Override
  public void visit(HtmlInline inline) {
    html = true;
    words.append(isLineBreak(inline.getLiteral()) ? "\n" : onOneLine(inline.getLiteral()));
  }

  @Override
  public void visit(Link link) {
    int start = words.length();
    visitChildren(link);
    String label = onOneLine(words.substring(start));
    if (addresses || label.isBlank()) {
      words.append(Destination.of(link.getDestination()).behind(label));
    }
  }

  @Override
  public void visit(Image image) {
    String alt = alternative(image);
    words.append(addresses || alt.isEmpty() ? inBrackets(alt) : alt);
  }
}
