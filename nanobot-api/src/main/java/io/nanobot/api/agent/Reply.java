package io.nanobot.api.agent;

import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Identity;

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
   * Notifies somebody of the answer, with its first message and where the platform can do that.
   *
   * @param identity of the sender of the message that is answered, of somebody who is mentioned in
   *     it, or what else the channel documents
   */
  void mention(Identity identity);

  /**
   * Adds one message whose text grows. It is shown while it grows where the channel can do that,
   * else once it is complete.
   *
   * @return a stream that is complete when it is closed
   */
  ReplyStream stream();
}
