package io.nanobot.channel.dingtalk.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Optional;

/** A film in boxes: ISO 14496-12. */
final class Mp4 {
  private static final int BOX_HEADER = 8;

  private Mp4() {}

  /** How long it plays, rounded up; empty if it is no such film, or does not tell. */
  static Optional<Long> seconds(byte[] content) {
    ByteBuffer film = ByteBuffer.wrap(content);
    if (box(film.duplicate(), "ftyp").isEmpty()) {
      return Optional.empty();
    }
    return box(film, "moov").flatMap(moov -> box(moov, "mvhd")).flatMap(Mp4::duration);
  }

  /** The content of the first box of this type. */
  private static Optional<ByteBuffer> box(ByteBuffer boxes, String type) {
    while (boxes.remaining() >= BOX_HEADER) {
      int start = boxes.position();
      long size = Integer.toUnsignedLong(boxes.getInt());
      byte[] found = new byte[4];
      boxes.get(found);
      if (size == 1 && boxes.remaining() >= Long.BYTES) {
        size = boxes.getLong(); // too large for the field that all boxes have
      } else if (size == 0) {
        size = (long) boxes.limit() - start; // up to the end
      }
      if (size < boxes.position() - start || size > boxes.limit() - start) {
        return Optional.empty();
      }
      int end = start + (int) size;
      if (new String(found, ISO_8859_1).equals(type)) {
        return Optional.of(boxes.slice(boxes.position(), end - boxes.position()));
      }
      boxes.position(end);
    }
    return Optional.empty();
  }

  private static Optional<Long> duration(ByteBuffer header) {
    boolean wide = header.hasRemaining() && header.get(0) == 1;
    int at = wide ? 20 : 12; // behind the version and two dates
    if (header.remaining() < at + Integer.BYTES + (wide ? Long.BYTES : Integer.BYTES)) {
      return Optional.empty();
    }
    long unitsPerSecond = Integer.toUnsignedLong(header.getInt(at));
    long units = wide ? header.getLong(at + 4) : Integer.toUnsignedLong(header.getInt(at + 4));
    boolean unknown = units == (wide ? -1 : 0xffffffffL);
    return unitsPerSecond == 0 || units <= 0 || unknown
        ? Optional.empty()
        : Optional.of(1 + (units - 1) / unitsPerSecond);
  }
}
