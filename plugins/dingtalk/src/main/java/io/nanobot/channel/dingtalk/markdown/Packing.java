package io.nanobot.channel.dingtalk.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fills parts in order. What fits into a part of its own is never cut; what does not, begins in the
 * room that is left.
 */
final class Packing {
  private final Room room;
  private final Deque<Leaf> waiting;
  private final Set<Frame.Item> opened = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Part> parts = new ArrayList<>();
  private Sheet sheet;

  private Packing(List<Leaf> leaves, Room room) {
    this.room = room;
    this.waiting = new ArrayDeque<>(leaves);
    this.sheet = new Sheet(room, opened);
  }

  static List<Part> pack(List<Leaf> leaves, Room room) {
    return new Packing(leaves, room).parts();
  }

  private List<Part> parts() {
    while (!waiting.isEmpty()) {
      place(waiting.removeFirst());
    }
    parts.add(sheet.part());
    return parts;
  }

  private void place(Leaf leaf) {
    if (sheet.fits(leaf)) {
      sheet.add(leaf);
    } else if (!sheet.isEmpty() && new Sheet(room, opened).fits(leaf)) {
      onNextSheet(leaf);
    } else {
      placeInPieces(leaf);
    }
  }

  private void placeInPieces(Leaf leaf) {
    Optional<Content.Cut> cut =
        leaf.content().cut(lines -> sheet.fits(leaf, lines), sheet.isEmpty());
    if (cut.isPresent()) {
      sheet.add(leaf.with(cut.get().head()));
      onNextSheet(leaf.apart(cut.get().tail()));
    } else if (!sheet.isEmpty()) {
      onNextSheet(leaf);
    } else {
      loosen(leaf);
    }
  }

  private void onNextSheet(Leaf leaf) {
    waiting.addFirst(leaf);
    sheet.takeHeading().ifPresent(waiting::addFirst);
    parts.add(sheet.part());
    sheet = new Sheet(room, opened);
  }

  private void loosen(Leaf leaf) {
    List<Content> pieces = new ArrayList<>(leaf.content().loosened());
    Collections.reverse(pieces);
    pieces.forEach(piece -> waiting.addFirst(leaf.apart(piece)));
  }
}
