package io.nanobot.api.channel;

import io.nanobot.api.message.OutboundMessage;

/**
 * The ability to take back what was sent, so that people see it no more. A {@link Channel}
 * implements it beside its main interface.
 *
 * <p>May be called from any thread, and as soon as the channel was made: {@link Channel#connect()}
 * was not called, and a gateway may be using another channel of the same account and the same
 * {@link ChannelContext#dataDirectory()} at that moment. The host bounds every call in time and
 * interrupts the calling thread when that time is over.
 */
public interface MessageRecall {
  /**
   * Takes a message back with all of its parts, and returns when nobody sees them any more.
   *
   * @param message the message as it was sent
   * @param receipt what {@link Channel#send} has returned for it, with one ID at least
   * @throws ChannelException if a part of it is still seen; the message says which and why, for
   *     example because too much time has passed
   * @throws InterruptedException if the host gave up waiting
   */
  void recall(OutboundMessage message, Receipt receipt)
      throws ChannelException, InterruptedException;
}
