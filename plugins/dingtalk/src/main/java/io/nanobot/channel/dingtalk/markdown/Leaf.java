package io.nanobot.channel.dingtalk.markdown;

import java.util.List;

/** A piece of a text and where it stands. */
final class Leaf {
  private final List<Frame> frames;
  private final boolean tight;
  private final Content content;
  private String lines;

  /**
   * A leaf.
   *
   * @param frames from the outermost to the innermost
   * @param tight whether no empty line stands before it
   */
  Leaf(List<Frame> frames, boolean tight, Content content) {
    this.frames = List.copyOf(frames);
    this.tight = tight;
    this.content = content;
  }

  List<Frame> frames() {
    return frames;
  }

  boolean tight() {
    return tight;
  }

  Content content() {
    return content;
  }

  /** Its Markdown without what it stands in; made once, because it is measured more than once. */
  String lines() {
    if (lines == null) {
      lines = content.render();
    }
    return lines;
  }

  Leaf with(Content other) {
    return new Leaf(frames, tight, other);
  }

  /** What comes behind a cut, or is no item of a list any more. */
  Leaf apart(Content other) {
    return new Leaf(frames, false, other);
  }

  boolean isHeading() {
    return frames.isEmpty() && content instanceof Prose prose && prose.isHeading();
  }

  boolean isParagraph() {
    return frames.isEmpty() && content instanceof Prose prose && !prose.isHeading();
  }
}
