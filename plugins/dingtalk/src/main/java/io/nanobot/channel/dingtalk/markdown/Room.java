package io.nanobot.channel.dingtalk.markdown;

import static java.util.Objects.requireNonNull;

import java.util.function.ToIntFunction;

/**
 * How much a part may hold.
 *
 * @param bytes the most that a part may have
 * @param size the bytes that a text takes where it is sent; that of two texts together is the sum
 *     of both
 */
public record Room(int bytes, ToIntFunction<String> size) {
  /** Below it a character within its quotes and lists might find no place. */
  private static final int SMALLEST = 1_000;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if there is too little room to cut texts well
   */
  public Room {
    if (bytes < SMALLEST) {
      throw new IllegalArgumentException(
          "%d bytes are too little for a part, it needs %d".formatted(bytes, SMALLEST));
    }
    requireNonNull(size, "size");
  }

  /** The same with less room. */
  public Room without(int taken) {
    return new Room(bytes - taken, size);
  }
}
