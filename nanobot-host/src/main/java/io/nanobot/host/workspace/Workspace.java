package io.nanobot.host.workspace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The folder where the gateway keeps what outlives a restart. Only its owner can read it. */
public record Workspace(Path root) {
  /** The folder of one channel; made if it is not there. */
  public Path channelData(String channel) {
    return folder(root.resolve("channels").resolve(channel));
  }

  /** The folder of one agent; made if it is not there. */
  public Path agentData(String agent) {
    return folder(root.resolve("agents").resolve(agent));
  }

  private static Path folder(Path path) {
    try {
      return OwnerOnly.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
