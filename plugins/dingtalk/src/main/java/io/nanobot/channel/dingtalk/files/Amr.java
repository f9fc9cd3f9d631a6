package io.nanobot.channel.dingtalk.files;

import java.util.Optional;

/** Adaptive Multi-Rate narrowband: RFC 4867, section 5. */
final class Amr {
  private static final String MAGIC = "#!AMR\n";
  private static final int MILLIS_OF_A_FRAME = 20;

  /** The bytes of a frame, its first included, by frame type; 0 is none that may occur. */
  private static final int[] FRAME_BYTES = {13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1};

  private Amr() {}

  /** How long it plays; empty if it is no such sound from the first byte to the last. */
  static Optional<Long> millis(byte[] content) {
    if (!Magic.startsWith(content, MAGIC)) {
      return Optional.empty();
    }
    long frames = 0;
    int at = MAGIC.length();
    while (at < content.length) {
      int bytes = FRAME_BYTES[(content[at] >> 3) & 15];
      if (bytes == 0) {
        return Optional.empty();
      }
      at += bytes;
      frames++;
    }
    boolean whole = at == content.length;
    return Optional.of(frames * MILLIS_OF_A_FRAME).filter(it -> it > 0 && whole);
  }
}
