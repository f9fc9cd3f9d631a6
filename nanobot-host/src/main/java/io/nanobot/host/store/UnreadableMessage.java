package io.nanobot.host.store;

/** The first message of a lane can not be read, now or later. */
public final class UnreadableMessage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long position;

  public UnreadableMessage(long position, StoreException cause) {
    super(cause.getMessage(), cause);
    this.position = position;
  }

  public long position() {
    return position;
  }
}
