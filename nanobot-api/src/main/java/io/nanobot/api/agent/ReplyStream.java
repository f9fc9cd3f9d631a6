package io.nanobot.api.agent;

/** One message whose text grows. For use by one thread at a time. */
public interface ReplyStream extends AutoCloseable {
  /**
   * Adds text at the end.
   *
   * @param delta the next piece of CommonMark
   * @throws IllegalStateException if the stream is closed
   */
  void append(String delta);

  /** Completes the message. Idempotent. */
  @Override
  void close();
}
