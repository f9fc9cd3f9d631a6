package io.nanobot.api.agent;

import java.util.Optional;

/** What answers. Called by many threads at once, but by one at a time for each conversation. */
public interface Agent extends AutoCloseable {
  /**
   * Answers one message. May block; the host interrupts the thread when the turn's time is over.
   *
   * <p>What was given to the reply is sent when this method returns. If it throws, nothing of it is
   * sent, and the turn is tried again later; a turn that fails for good is told to the user by the
   * host.
   *
   * @param turn what to answer
   * @param reply where the answer goes; not to be used after this method has ended
   * @throws AgentException if there is no answer, and the agent knows what that means
   * @throws Exception if there is no answer; the same as {@link AgentException.Kind#UNAVAILABLE}
   */
  void respond(Turn turn, Reply reply) throws Exception;

  /**
   * Whether turns are to have what was said before in their conversation. If so, the host keeps
   * what people ask this agent and what they are answered.
   *
   * @return the same answer always, at once; false unless overridden
   */
  default boolean wantsHistory() {
    return false;
  }

  /**
   * The name of the model that answers, which people are shown by {@code /status}.
   *
   * @return the same answer always, at once; empty unless overridden, and for an agent that has
   *     none or does not know it
   */
  default Optional<String> model() {
    return Optional.empty();
  }

  /** Releases everything that the agent holds. Idempotent, never throws. */
  @Override
  void close();
}
