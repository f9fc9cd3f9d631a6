package io.nanobot.api.agent;

import org.pf4j.ExtensionPoint;

/**
 * The one thing that an agent plugin exports, marked with {@link org.pf4j.Extension}. The class is
 * public and has a public constructor without arguments.
 *
 * @param <C> the record that describes the agent's configuration
 */
public interface AgentFactory<C extends Record> extends ExtensionPoint {
  /**
   * The name of this kind of agent in the configuration: the default key under {@code agents}.
   *
   * @return lower-case letters, digits and hyphens, for example {@code echo}
   */
  String type();

  /**
   * The configuration of one agent; see {@link io.nanobot.api.config}.
   *
   * @return a record class that is visible to the host by reflection
   */
  Class<C> configType();

  /**
   * Makes an agent. Must be cheap: it is called while the gateway starts.
   *
   * @param config the validated configuration
   * @param context what the host lends to this one agent
   * @return a new agent
   * @throws Exception if the agent can not work; the message is one sentence for the person who
   *     runs the gateway
   */
  Agent create(C config, AgentContext context) throws Exception;
}
