package io.nanobot.channel.dingtalk.markdown;

import java.util.List;

/**
 * A stretch of text in a paragraph.
 *
 * @param kind what it is
 * @param text as people read it; for {@link Kind#WHOLE} as they read it if it has to be cut
 * @param markdown of {@link Kind#WHOLE}
 * @param marks what it is wrapped into, the outermost first: {@code **} and the like
 */
record Span(Kind kind, String text, String markdown, List<String> marks) {
  enum Kind {
    /** Text that may be cut anywhere. */
    TEXT,
    /** The end of a line. */
    BREAK,
    /** A link, a picture or code: Markdown that stops working when it is cut. */
    WHOLE
  }

  static Span text(String text, List<String> marks) {
    return new Span(Kind.TEXT, text, "", marks);
  }

  static Span lineBreak() {
    return new Span(Kind.BREAK, "\n", "", List.of());
  }

  static Span whole(String text, String markdown, List<String> marks) {
    return new Span(Kind.WHOLE, text, markdown, marks);
  }

  boolean is(Kind other) {
    return kind == other;
  }

  Span loosened() {
    return is(Kind.WHOLE) ? text(text, marks) : this;
  }

  /** From one place to another; places are those of {@link #text()}. */
  Span part(int from, int to) {
    return from == 0 && to == text.length()
        ? this
        : new Span(kind, text.substring(from, to), markdown, marks);
  }
}
