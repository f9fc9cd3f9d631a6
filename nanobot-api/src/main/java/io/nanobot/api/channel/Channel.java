package io.nanobot.api.channel;

import io.nanobot.api.message.OutboundMessage;

/**
 * One account of one platform. Unless said otherwise a method may be called from any thread, and
 * {@link #send} from several at once. The host bounds every call in time and interrupts the calling
 * thread when that time is over.
 *
 * <p>Further abilities are small interfaces that a channel implements beside this one: {@link
 * MediaSource} fetches attachments, {@link StreamingReplies} shows answers that are still being
 * written, {@link TypingSignal} shows that somebody is at work, {@link MessageRecall} takes back
 * what was sent, {@link Probe} finds out why it does not work.
 */
public interface Channel extends AutoCloseable {
  /**
   * Makes one attempt to connect, and returns once messages can arrive. The host calls it again
   * after {@link ChannelContext#disconnected}, when a pause of its own choice is over. A channel
   * whose attempt failed is closed, and the next attempt is made with a new one.
   *
   * @return what the connection is
   * @throws ChannelException if the attempt failed; its kind tells the host when to try again
   * @throws InterruptedException if the host gave up waiting
   */
  Connection connect() throws ChannelException, InterruptedException;

  /**
   * Sends one message, and returns when the platform has accepted it. The host keeps the order
   * inside a conversation by sending the next message only when this call has ended.
   *
   * <p>The host waits for 60 seconds; with files for 60 more for each of them, and for one second
   * for each 64 KiB, so that they also get through a line of half a megabit a second; at most for
   * 30 minutes. A file that is not on this machine counts as 20 MiB.
   *
   * @param message the message
   * @return what the platform said
   * @throws ChannelException if the platform did not accept it, or if its answer was never learnt
   *     ({@link ChannelException.Kind#UNCERTAIN}); its kind tells the host whether to try again
   * @throws InterruptedException if the host gave up waiting
   */
  Receipt send(OutboundMessage message) throws ChannelException, InterruptedException;

  /**
   * Whether {@link #send} works before {@link #connect()} was called. Several gateways may share
   * their work while only some of them are connected; the others then send as well.
   *
   * @return the same answer always, at once; false unless overridden
   */
  default boolean sendsWithoutConnection() {
    return false;
  }

  /**
   * Releases everything: sockets are closed and threads have ended when it returns, because the
   * class loader of the plugin may be closed right after. Idempotent, never throws, and may be
   * called while {@link #connect()} or {@link #send} is running, which then fail.
   */
  @Override
  void close();
}
