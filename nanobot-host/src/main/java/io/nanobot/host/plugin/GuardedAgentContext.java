package io.nanobot.host.plugin;

import io.nanobot.api.agent.AgentContext;
import io.nanobot.api.download.Downloads;
import java.nio.file.Path;

/** The way back from a plugin's agent into the host. */
record GuardedAgentContext(String name, Path dataDirectory, Downloads downloads)
    implements AgentContext {
  static GuardedAgentContext of(AgentContext context) {
    return new GuardedAgentContext(
        context.name(), context.dataDirectory(), new GuardedDownloads(context.downloads()));
  }
}
