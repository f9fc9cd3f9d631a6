package io.nanobot.host.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder where the gateway keeps what outlives a restart. Only its owner can read it. */
public record Workspace(Path root) {
  private static final String CHANNELS = "channels";
  private static final String AGENTS = "agents";

  /** The folder of one channel; made if it is not there. */
  public Path channelData(String channel) throws IOException {
    return folder(CHANNELS, channel);
  }

  /** Where the folders of channels and of agents are; need not be there. */
  public List<Path> dataFolders() {
    return List.of(root.resolve(CHANNELS), root.resolve(AGENTS));
  }

  /** The folders of all channels that there ever were. */
  public List<Path> channelFolders() throws IOException {
    Path channels = root.resolve(CHANNELS);
    if (!Files.isDirectory(channels)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(channels)) {
      return folders.toList();
    }
  }

  /** The folder of one agent; made if it is not there. */
  public Path agentData(String agent) throws IOException {
    return folder(AGENTS, agent);
  }

  /** The file that holds what waits, unless the configuration names a database. */
  public Path storeFile() {
    return root.resolve("store").resolve("messages.db");
  }

  /** The folder of the audit log; need not be there. */
  public Path audit() {
    return root.resolve("audit");
  }

  /** A folder for what can be made anew; made if it is not there. */
  public Path cache(String name) throws IOException {
    return folder("cache", name);
  }

  private Path folder(String kind, String name) throws IOException {
    Path parent = root.resolve(kind);
    Path folder = parent.resolve(name).normalize();
    if (!parent.equals(folder.getParent())) {
      throw new IOException("no name for a folder: " + name);
    }
    OwnerOnly.createDirectories(folder);
    Stream.of(root, parent, folder).forEach(OwnerOnly::reclaim);
    return folder;
  }
}
