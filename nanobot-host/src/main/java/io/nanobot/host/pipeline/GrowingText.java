package io.nanobot.host.pipeline;

/** Text that one thread adds to while others read it. */
final class GrowingText {
  private final StringBuilder text = new StringBuilder(); // guarded by this

  synchronized void append(String delta) {
    text.append(delta);
  }

  synchronized boolean isBlank() {
    return text.codePoints().allMatch(Character::isWhitespace);
  }

  synchronized int length() {
    return text.length();
  }

  /** All of it. */
  @Override
  public synchronized String toString() {
    return text.toString();
  }
}
