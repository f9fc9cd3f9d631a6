package io.nanobot.api.channel;

/** What the host did with a message that a channel handed to it. */
public enum Acceptance {
  /** It is stored and will be answered: acknowledge it to the platform. */
  ACCEPTED,
  /** It was stored before: acknowledge it to the platform. */
  DUPLICATE,
  /**
   * Its sender is not admitted, or has sent too much: acknowledge it to the platform, so that it is
   * not sent again.
   */
  REFUSED,
  /** It is not stored, because the host is full or is going down: do not acknowledge it. */
  BUSY;

  /**
   * Whether the platform is to be told that the message arrived.
   *
   * @return true unless the host was busy
   */
  public boolean acknowledge() {
    return this != BUSY;
  }
}
