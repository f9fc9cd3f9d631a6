package io.nanobot.testkit;

import static java.util.Objects.requireNonNull;

import io.nanobot.api.agent.AgentContext;
import java.nio.file.Path;

/** A host for an agent under test. Thread-safe. */
public final class FakeAgentContext implements AgentContext {
  private final String name;
  private final Path dataDirectory;
  private final FakeDownloads downloads;

  /**
   * A host from which nothing can be downloaded yet.
   *
   * @param name the agent's key in the configuration
   * @param dataDirectory an existing folder
   */
  public FakeAgentContext(String name, Path dataDirectory) {
    this.name = requireNonNull(name, "name");
    this.dataDirectory = requireNonNull(dataDirectory, "dataDirectory");
    this.downloads = new FakeDownloads(dataDirectory);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Path dataDirectory() {
    return dataDirectory;
  }

  @Override
  public FakeDownloads downloads() {
    return downloads;
  }
}
