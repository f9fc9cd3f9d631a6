package io.nanobot.channel.dingtalk.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Takes a text apart. */
final class BlockReader {
  /** DingTalk draws no rules. */
  private static final String RULE = "———";

  private final List<Leaf> leaves = new ArrayList<>();
  private String firstLine = "";
  private boolean nextIsTight;

  BlockReader(String markdown) {
    children(Markdown.parse(markdown), List.of(), false);
  }

  List<Leaf> leaves() {
    return List.copyOf(leaves);
  }

  /** The first line that says anything, or empty. */
  String firstLine() {
    return firstLine;
  }

  private void children(Node parent, List<Frame> frames, boolean tight) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
      read(node, frames, tight);
    }
  }

  private void read(Node node, List<Frame> frames, boolean tight) {
    if (node instanceof Paragraph) {
      prose(node, frames, Prose.paragraph(InlineReader.read(node)));
    } else if (node instanceof Heading heading) {
      prose(node, frames, Prose.heading(heading.getLevel(), InlineReader.read(node)));
    } else if (node instanceof FencedCodeBlock code) {
      add(frames, CodeBlock.of(code.getInfo(), code.getLiteral()));
    } else if (node instanceof IndentedCodeBlock code) {
      add(frames, CodeBlock.of("", code.getLiteral()));
    } else if (node instanceof HtmlBlock html) {
      add(frames, Prose.paragraph(lines(html.getLiteral())));
    } else if (node instanceof ThematicBreak) {
      add(frames, Prose.paragraph(Spans.text(RULE)), "");
    } else if (node instanceof TableBlock) {
      add(frames, table(node));
    } else if (node instanceof BlockQuote) {
      children(node, within(frames, new Frame.Quote()), false);
    } else if (node instanceof ListBlock list) {
      items(list, frames, tight);
    } else if (!(node instanceof LinkReferenceDefinition)) {
      children(node, frames, tight);
    }
  }

  private void prose(Node node, List<Frame> frames, Prose prose) {
    if (!prose.spans().list().isEmpty()) {
      add(frames, prose, Words.firstLine(node));
    }
  }

  private void add(List<Frame> frames, Content content) {
    add(frames, content, content.words().strip().lines().findFirst().orElse(""));
  }

  private void add(List<Frame> frames, Content content, String line) {
    leaves.add(new Leaf(frames, nextIsTight, content));
    nextIsTight = false;
    if (firstLine.isBlank()) {
      firstLine = line;
    }
  }

  private void items(ListBlock list, List<Frame> frames, boolean tightAround) {
    int number = list instanceof OrderedList ordered ? firstNumber(ordered) : 0;
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      boolean first = node == list.getFirstChild();
      nextIsTight = list.isTight() && (!first || tightAround);
      Frame item = new Frame.Item(list instanceof OrderedList ? number++ + "." : "-");
      markTask(node);
      if (node.getFirstChild() == null) {
        add(within(frames, item), Prose.paragraph(new Spans(List.of())));
      } else {
        children(node, within(frames, item), list.isTight());
      }
    }
  }

  private static int firstNumber(OrderedList list) {
    Integer number = list.getMarkerStartNumber();
    return number == null ? 1 : number;
  }

  /** DingTalk knows no check boxes. */
  private static void markTask(Node item) {
    if (item.getFirstChild() instanceof Paragraph paragraph
        && paragraph.getFirstChild() instanceof Text text) {
      String literal = text.getLiteral();
      if (literal.startsWith("[ ] ")) {
        text.setLiteral("☐" + literal.substring(3));
      } else if (literal.startsWith("[x] ") || literal.startsWith("[X] ")) {
        text.setLiteral("☑" + literal.substring(3));
      }
    }
  }

  private static List<Frame> within(List<Frame> frames, Frame inner) {
    List<Frame> all = new ArrayList<>(frames);
    all.add(inner);
    return all;
  }

  private static Spans lines(String text) {
    List<Span> spans = new ArrayList<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(
            line -> {
              spans.add(Span.text(line, List.of()));
              spans.add(Span.lineBreak());
            });
    return new Spans(spans);
  }

  private static Table table(Node table) {
    List<List<Table.Cell>> rows = new ArrayList<>();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow) {
          rows.add(cells(row));
        }
      }
    }
    return new Table(rows.get(0), rows.subList(1, rows.size()));
  }

  private static List<Table.Cell> cells(Node row) {
    List<Table.Cell> cells = new ArrayList<>();
    for (Node node = row.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof TableCell cell) {
        cells.add(Table.Cell.of(cell));
      }
    }
    return cells;
  }
}
