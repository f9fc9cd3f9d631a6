package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.Path;

/** The folder where the gateway keeps what outlives a restart. Only its owner can read it. */
public record Workspace(Path root) {
  /** The folder of one channel; made if it is not there. */
  public Path channelData(String channel) throws IOException {
    return OwnerOnly.createDirectories(root.resolve("channels").resolve(channel));
  }

  /** The folder of one agent; made if it is not there. */
  public Path agentData(String agent) throws IOException {
    return OwnerOnly.createDirectories(root.resolve("agents").resolve(agent));
  }
}
