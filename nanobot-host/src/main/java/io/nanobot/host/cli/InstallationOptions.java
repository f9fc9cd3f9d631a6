package io.nanobot.host.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which installation a command is about. */
final class InstallationOptions {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "The configuration file (default: ~/.nanobot/config.json).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "DIR",
      description = "The folder for data (default: workspace, beside the configuration file).")
  private Optional<Path> workspace = Optional.empty();

  Installation installation() {
    return Installation.of(config, workspace);
  }
}
