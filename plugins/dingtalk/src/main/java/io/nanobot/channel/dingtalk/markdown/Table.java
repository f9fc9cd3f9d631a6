package io.nanobot.channel.dingtalk.markdown;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.commonmark.ext.gfm.tables.TableCell;

/** A table, which today's clients of DingTalk show as one. */
record Table(List<Cell> header, List<List<Cell>> rows) implements Content {
  /** What stands in one place, rendered once: a table may be measured often. */
  record Cell(Spans spans, String markdown, TableCell.Alignment alignment) {
    static Cell of(TableCell node) {
      return of(InlineReader.read(node), node.getAlignment());
    }

    static Cell of(Spans spans, TableCell.Alignment alignment) {
      // here a bar ends the cell, even in code
      String markdown = Prose.cell(spans).render().replace("\\|", "|").replace("|", "\\|");
      return new Cell(spans, markdown, alignment);
    }

    String name() {
      return spans.words(" ").strip();
    }

    private String rule() {
      if (alignment == null) {
        return "---";
      }
      return switch (alignment) {
        case LEFT -> ":---";
        case CENTER -> ":---:";
        case RIGHT -> "---:";
      };
    }
  }

  /** Of a column, where it stands before each cell. */
  private static final int LONGEST_NAME = 40;

  Table {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  @Override
  public String render() {
    StringBuilder out = new StringBuilder(line(header));
    out.append('\n').append(header.stream().map(Cell::rule).collect(joining("|", "|", "|")));
    rows.forEach(row -> out.append('\n').append(line(row)));
    return out.toString();
  }

  private static String line(List<Cell> row) {
    return row.stream().map(Cell::markdown).collect(joining(" | ", "| ", " |"));
  }

  @Override
  public String words() {
    List<List<Cell>> all = new ArrayList<>(rows);
    all.add(0, header);
    return all.stream()
        .map(row -> row.stream().map(cell -> cell.spans().words(" ")).collect(joining(" ")))
        .collect(joining("\n"));
  }

  /** A header that takes more room than the rows below it is not worth repeating. */
  @Override
  public Optional<Cut> cut(Predicate<String> fits, boolean anywhere) {
    int count = Largest.upTo(rows.size(), n -> fits.test(with(rows.subList(0, n)).render()));
    if (count == 0 || count == rows.size()) {
      return Optional.empty();
    }
    Table head = with(rows.subList(0, count));
    return head.render().length() < 2 * with(List.of()).render().length()
        ? Optional.empty()
        : Optional.of(new Cut(head, with(rows.subList(count, rows.size()))));
  }

  private Table with(List<List<Cell>> others) {
    return new Table(header, others);
  }

  /** A row that is too large for a part becomes a list of its cells, and the next one may fit. */
  @Override
  public List<Content> loosened() {
    if (rows.isEmpty()) {
      return List.of(Prose.paragraph(below(header)));
    }
    if (header.stream().anyMatch(Table::isLong)) {
      List<Cell> names = header.stream().map(Table::shortened).toList();
      return List.of(Prose.paragraph(below(header)), new Table(names, rows));
    }
    Content first = Prose.paragraph(named(rows.get(0)));
    return rows.size() == 1 ? List.of(first) : List.of(first, with(rows.subList(1, rows.size())));
  }

  private static boolean isLong(Cell heading) {
    return Characters.count(heading.name()) > LONGEST_NAME;
  }

  private static Cell shortened(Cell heading) {
    String name =
        isLong(heading) ? Characters.first(heading.name(), LONGEST_NAME - 1) + "…" : heading.name();
    return Cell.of(Spans.text(name), heading.alignment());
  }

  private static Spans below(List<Cell> cells) {
    List<Span> spans = new ArrayList<>();
    for (Cell cell : cells) {
      spans.addAll(cell.spans().list());
      spans.add(Span.lineBreak());
    }
    return new Spans(spans);
  }

  private Spans named(List<Cell> row) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String name = i < header.size() ? header.get(i).name() : "";
      if (!name.isEmpty()) {
        spans.add(Span.text(name + ":", List.of("**")));
        spans.add(Span.text(" ", List.of()));
      }
      spans.addAll(row.get(i).spans().list());
      spans.add(Span.lineBreak());
    }
    return new Spans(spans);
  }
}
