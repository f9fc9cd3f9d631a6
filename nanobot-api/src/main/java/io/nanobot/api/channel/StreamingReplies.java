package io.nanobot.api.channel;

import io.nanobot.api.message.OutboundMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The ability to show an answer while it is still being written. A {@link Channel} implements it
 * beside its main interface.
 *
 * <p>What is shown is a draft: all of the text so far, under the ID that the complete message will
 * have. The host shows one draft of a message at a time, leaves out what comes too fast, and hands
 * the complete message to {@link Channel#send}, which makes the draft final, or sends the message
 * anew if that can not be done. The draft is not durable and the complete message is: if the
 * gateway ends in between, the answer is written again, and may be shown from its beginning under
 * the same ID, perhaps by another gateway.
 *
 * <p>May be called from any thread, by several at once for different messages, and as long as
 * {@link Channel#send} works. The host bounds every call in time and interrupts the calling thread
 * when that time is over.
 */
public interface StreamingReplies {
  /**
   * Whether drafts can be shown at the moment, and how often. Asked once for each answer; answers
   * at once.
   *
   * @return the shortest pause between two drafts of one message; empty if only complete messages
   *     are to be sent, for example because the configuration or the platform wants it so
   */
  Optional<Duration> streamingPause();

  /**
   * Makes one attempt to show a draft, instead of the one before. A failure ends the drafts of this
   * message; it is still sent when it is complete.
   *
   * @param draft the text so far, which is not blank, without attachments
   * @return what is added to the reply hints of the drafts after this and of the complete message;
   *     may be empty
   * @throws ChannelException if the platform does not show it
   * @throws InterruptedException if the host gave up waiting
   */
  Map<String, String> show(OutboundMessage draft) throws ChannelException, InterruptedException;

  /**
   * Makes one attempt to end a draft for good: nothing follows, because somebody has stopped the
   * answer. What was shown may stay, if it is seen that it is no complete answer.
   *
   * @param draft the last draft that was shown
   * @throws ChannelException if the platform does not take it
   * @throws InterruptedException if the host gave up waiting
   */
  void withdraw(OutboundMessage draft) throws ChannelException, InterruptedException;
}
