package io.nanobot.channel.dingtalk.markdown;

import java.util.List;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/** Reads text of any origin as CommonMark with tables and strikethrough. */
final class Markdown {
  /** What is nested deeper is taken as text: a chat shows no more, and no stack overflows. */
  private static final int DEEPEST_BLOCKS = 16;

  private static final int DEEPEST_INLINES = 20;
  private static final int MOST_CELLS = 100_000;

  private static final Parser WITHOUT_TABLES = builder().build();
  private static final Parser PARSER =
      builder().extensions(List.of(TablesExtension.builder().maxCells(MOST_CELLS).build())).build();

  private Markdown() {}

  private static Parser.Builder builder() {
    return Parser.builder()
        .extensions(List.of(StrikethroughExtension.create()))
        .customBlockParserFactory(new LoneLineBreak.Finder())
        .maxOpenBlockParsers(DEEPEST_BLOCKS)
        .maxInlineNesting(DEEPEST_INLINES);
  }

  static Node parse(String text) {
    try {
      return PARSER.parse(text);
    } catch (IllegalArgumentException tooManyCells) {
      return WITHOUT_TABLES.parse(text);
    }
  }
}
