package io.nanobot.host.cli;

import io.nanobot.host.plugin.LockRule;
import io.nanobot.host.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this installation keeps its things. All but the distribution lies beside the configuration
 * file, so that two gateways with two configurations do not meet.
 *
 * @param distribution the unpacked zip, if this process was started from one
 */
record Installation(Path configFile, Workspace workspace, Optional<Path> distribution) {
  /** The system property by which the start script tells where the distribution is. */
  static final String DISTRIBUTION = "nanobot.distribution";

  static Installation of(Optional<Path> config, Optional<Path> workspace) {
    Path file =
        config
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".nanobot", "config.json"))
            .toAbsolutePath()
            .normalize();
    Path root = workspace.map(Path::toAbsolutePath).orElse(file.resolveSibling("workspace"));
    return new Installation(
        file,
        new Workspace(root.normalize()),
        Optional.ofNullable(System.getProperty(DISTRIBUTION)).map(Path::of));
  }

  /** The user's folder first: what lies there is meant to win over what came with the zip. */
  List<Path> pluginFolders() {
    return Stream.concat(
            Stream.of(configFile.resolveSibling("plugins")),
            distribution.map(path -> path.resolve("plugins")).stream())
        .toList();
  }

  /**
   * Beside the configuration: one for all folders, of which that of a distribution may be
   * read-only.
   */
  LockRule lockRule(boolean required) {
    return new LockRule(
        configFile.resolveSibling("plugins.lock"),
        required,
        "nanobot plugins lock --config \"%s\"".formatted(configFile));
  }

  Path pluginStage() {
    return workspace.root().resolve("cache").resolve("plugins");
  }
}
