package io.nanobot.api.channel;

import io.nanobot.api.message.InboundMessage;

/**
 * The ability to show that a message is being worked on, until it is answered. A {@link Channel}
 * implements it beside its main interface. It is a courtesy: a failure is logged in detail mode
 * only, and nothing is tried again by the host.
 *
 * <p>May be called from any thread, by several at once, and as long as {@link Channel#send} works.
 * For one message {@link #idle} is called after {@link #working} has ended, whether it failed or
 * not, unless the gateway ends in between. The host bounds every call in time and interrupts the
 * calling thread when that time is over.
 */
public interface TypingSignal {
  /**
   * An agent has begun to work on a message.
   *
   * @param question a message that this channel has received
   * @throws ChannelException if it can not be shown
   * @throws InterruptedException if the host gave up waiting
   */
  void working(InboundMessage question) throws ChannelException, InterruptedException;

  /**
   * Nobody works on that message any more.
   *
   * @param question the same message
   * @throws ChannelException if it is still shown
   * @throws InterruptedException if the host gave up waiting
   */
  void idle(InboundMessage question) throws ChannelException, InterruptedException;
}
