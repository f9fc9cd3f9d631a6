package io.nanobot.api.agent;

import io.nanobot.api.download.Downloads;
import java.nio.file.Path;

/** All that the host lends to one agent. */
public interface AgentContext {
  /**
   * The key under {@code agents} in the configuration.
   *
   * @return for example {@code echo}
   */
  String name();

  /**
   * A folder of this agent's own, which outlives a restart.
   *
   * @return an existing folder that only the user of the gateway can read
   */
  Path dataDirectory();

  /**
   * Fetches files by URL, guarded by the host. Downloads end with the agent.
   *
   * @return this agent's own; files go into its {@link #dataDirectory()}
   */
  Downloads downloads();
}
