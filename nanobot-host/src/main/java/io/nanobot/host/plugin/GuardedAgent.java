package io.nanobot.host.plugin;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.Turn;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's agent behind the plugin's boundary. The reply is used by a thread of the plugin while
 * the caller waits; one whose time is over may go on using it, so the caller has to close it then.
 */
public final class GuardedAgent implements Agent {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedAgent.class);

  private final PluginBoundary boundary;
  private final PluginLimits limits;
  private final Duration limit;
  private final boolean wantsHistory;
  private final Optional<String> model;
  private volatile Agent agent; // null once closed: an agent that is done with pins no plugin

  private GuardedAgent(
      Agent agent,
      PluginBoundary boundary,
      PluginLimits limits,
      Duration limit,
      boolean wantsHistory,
      Optional<String> model) {
    this.agent = agent;
    this.boundary = boundary;
    this.limits = limits;
    this.limit = limit;
    this.wantsHistory = wantsHistory;
    this.model = model;
  }

  /**
   * Puts it behind the boundary.
   *
   * @param limit when the plugin's thread is interrupted that answers a message
   */
  static GuardedAgent of(Agent agent, PluginBoundary boundary, PluginLimits limits, Duration limit)
      throws PluginFault, InterruptedException {
    boolean wantsHistory = boundary.call("wantsHistory()", limits.create(), agent::wantsHistory);
    Optional<String> model =
        boundary.call("model()", limits.create(), () -> agent.model().map(OneLine::of));
    return new GuardedAgent(agent, boundary, limits, limit, wantsHistory, model);
  }

  @Override
  public boolean wantsHistory() {
    return wantsHistory;
  }

  @Override
  public Optional<String> model() {
    return model;
  }

  /**
   * Answers one message.
   *
   * @throws AgentException if the agent has classified why there is no answer
   * @throws AgentFailure if there is no answer
   * @throws InterruptedException if the caller was interrupted; the plugin's thread was then, too
   */
  @Override
  public void respond(Turn turn, Reply reply)
      throws AgentException, AgentFailure, InterruptedException {
    Agent target = agent;
    if (target == null) {
      throw new AgentFailure(
          "Plugin %s has closed this agent".formatted(boundary.plugin()), "", false);
    }
    Optional<AgentException> failure;
    try {
      failure = boundary.call("respond()", limit, () -> failure(target, turn, reply));
    } catch (PluginFault e) {
      throw AgentFailure.of(e);
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Synchronized, so that a second caller also returns only when everything is released. */
  @Override
  public synchronized void close() {
    Agent target = agent;
    agent = null;
    if (target == null) {
      return;
    }
    try {
      boundary.callUninterruptibly("close()", limits.close(), () -> closed(target));
    } catch (PluginFault e) {
      LOG.warn("{}", e.getMessage());
    }
  }

  /** Of what the plugin throws only the words leave it. */
  private static Optional<AgentException> failure(Agent target, Turn turn, Reply reply)
      throws Exception {
    try {
      target.respond(turn, reply);
      return Optional.empty();
    } catch (AgentException e) {
      return Optional.of(new AgentException(e.kind(), OneLine.of(e.getMessage()), e.forUser()));
    }
  }

  private static Void closed(Agent target) {
    target.close();
    return null;
  }
}
