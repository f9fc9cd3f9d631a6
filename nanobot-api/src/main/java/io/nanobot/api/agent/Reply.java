package io.nanobot.api.agent;

import io.nanobot.api.message.Attachment;

/** Where an agent's answer goes. For use by the thread that {@link Agent#respond} was called on. */
public interface Reply {
  /**
   * Adds one message to the answer.
   *
   * @param markdown CommonMark; blank text is left out
   */
  void send(String markdown);

  /**
   * Adds a file to the answer.
   *
   * @param attachment the file; its source is a URI
   */
  void attach(Attachment attachment);

  /**
   * Adds one message whose text grows. It is shown while it grows where the channel can do that,
   * else once it is complete.
   *
   * @return a stream that is complete when it is closed
   */
  ReplyStream stream();
}
