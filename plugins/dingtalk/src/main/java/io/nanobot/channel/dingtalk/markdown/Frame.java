package io.nanobot.channel.dingtalk.markdown;

/** What a piece of content stands in. Two that look alike are not the same. */
sealed interface Frame {
  /** What stands before all lines but the first. */
  String indentation();

  /** A quote. */
  final class Quote implements Frame {
    @Override
    public String indentation() {
      return "> ";
    }
  }

  /** An item of a list. */
  final class Item implements Frame {
    /** What old readers of Markdown take for one level; newer ones take it as well. */
    private static final int LEVEL = 4;

    private final String marker;

    Item(String marker) {
      this.marker = marker + " ";
    }

    String marker() {
      return marker;
    }

    /** For content that would not begin where its lines go on. */
    String wideMarker() {
      return marker + " ".repeat(indentation().length() - marker.length());
    }

    @Override
    public String indentation() {
      return " ".repeat(Math.max(LEVEL, marker.length()));
    }
  }
}
