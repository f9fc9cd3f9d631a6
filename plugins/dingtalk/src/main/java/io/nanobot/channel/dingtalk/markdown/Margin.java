package io.nanobot.channel.dingtalk.markdown;

import io.nanobot.channel.dingtalk.markdown.Frame.Item;
import java.util.Iterator;

/** What stands left of the lines of a piece, and above them. */
final class Margin {
  /** Stands in an item whose beginning is in an earlier part. */
  private static final String GOES_ON = "…";

  private final StringBuilder above = new StringBuilder();
  private String first = "";
  private String rest = "";

  void goOn(Frame frame) {
    first += frame.indentation();
    rest += frame.indentation();
  }

  void open(Item item, boolean wide) {
    first += wide ? item.wideMarker() : item.marker();
    rest += item.indentation();
  }

  /** Shows an item once more, so that what follows keeps its level. */
  void resume(Item item, boolean holdsItem) {
    above.append(first).append(item.marker()).append(GOES_ON).append('\n');
    rest += item.indentation();
    first = rest;
    if (!holdsItem) {
      above.append(rest.stripTrailing()).append('\n');
    }
  }

  String around(String lines) {
    StringBuilder out = new StringBuilder(above);
    Iterator<String> each = lines.lines().iterator();
    append(out, first, each.hasNext() ? each.next() : "");
    each.forEachRemaining(line -> append(out.append('\n'), rest, line));
    return out.toString();
  }

  private static void append(StringBuilder out, String prefix, String line) {
    out.append(line.isEmpty() ? prefix.stripTrailing() : prefix).append(line);
  }
}
