package io.nanobot.channel.dingtalk.markdown;

import io.nanobot.channel.dingtalk.markdown.Frame.Item;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part as it fills up. */
final class Sheet {
  private final Room room;

  /** The items of all parts so far whose marker is written. */
  private final Set<Item> opened;

  private final StringBuilder text = new StringBuilder();
  private int size;
  private Leaf last;
  private int lengthBeforeLast;

  Sheet(Room room, Set<Item> opened) {
    this.room = room;
    this.opened = opened;
  }

  boolean isEmpty() {
    return last == null;
  }

  boolean fits(Leaf leaf) {
    return fits(leaf, leaf.lines());
  }

  /** Whether there is place for these lines where the leaf would stand. */
  boolean fits(Leaf leaf, String lines) {
    return size + room.size().applyAsInt(framed(leaf, lines)) <= room.bytes();
  }

  void add(Leaf leaf) {
    String lines = framed(leaf, leaf.lines());
    lengthBeforeLast = text.length();
    text.append(lines);
    size += room.size().applyAsInt(lines);
    for (Frame frame : leaf.frames()) {
      if (frame instanceof Item item) {
        opened.add(item);
      }
    }
    last = leaf;
  }

  /** Takes back a heading at the end, because what it is about follows on the next part. */
  Optional<Leaf> takeHeading() {
    if (last == null || !last.isHeading() || lengthBeforeLast == 0) {
      return Optional.empty();
    }
    Leaf heading = last;
    text.setLength(lengthBeforeLast);
    last = null; // this sheet is done
    return Optional.of(heading);
  }

  Part part() {
    return new Part(text.toString(), last != null && last.isParagraph());
  }

  private String framed(Leaf leaf, String lines) {
    String gap = last == null ? "" : leaf.tight() ? "\n" : "\n" + emptyLine(leaf) + "\n";
    return gap + margin(leaf).around(lines);
  }

  /** Within a quote that goes on, its mark stands on empty lines as well. */
  private String emptyLine(Leaf leaf) {
    StringBuilder line = new StringBuilder();
    int most = Math.min(leaf.frames().size(), last.frames().size());
    for (int i = 0; i < most && leaf.frames().get(i) == last.frames().get(i); i++) {
      line.append(leaf.frames().get(i).indentation());
    }
    return line.toString().stripTrailing();
  }

  private Margin margin(Leaf leaf) {
    Margin margin = new Margin();
    List<Frame> frames = leaf.frames();
    for (int i = 0; i < frames.size(); i++) {
      boolean holdsItem = i + 1 < frames.size() && frames.get(i + 1) instanceof Item;
      if (!(frames.get(i) instanceof Item item)) {
        margin.goOn(frames.get(i));
      } else if (!opened.contains(item)) {
        margin.open(item, holdsItem || !(leaf.content() instanceof Prose));
      } else if (last == null) {
        margin.resume(item, holdsItem);
      } else {
        margin.goOn(item);
      }
    }
    return margin;
  }
}
