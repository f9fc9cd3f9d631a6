package io.nanobot.host.cli;

import io.nanobot.host.config.Config;
import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything about the configuration file. */
@Command(
    name = "config",
    description = "Checks the configuration, and tells what may stand in it.",
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand extends CommandGroup {
  @Command(name = "check", description = "Checks the configuration; exit code 1 if it is invalid.")
  int check(@Mixin InstallationOptions options) throws Exception {
    Logs.forShortCommand();
    Installation installation = options.installation();
    try (Installed installed = Installed.configured(installation)) {
      Config config = installed.config();
      out().println("✓ " + installation.configFile() + " is valid");
      config.notices().forEach(n -> out().println("  " + n.line()));
      config.channels().stream()
          .filter(channel -> channel.enabled() && channel.settings().isEmpty())
          .map(channel -> partlyChecked("channels." + channel.name(), channel.type()))
          .forEach(out()::println);
      config.agentSections().stream()
          .filter(agent -> agent.settings().isEmpty())
          .map(agent -> partlyChecked("agents." + agent.name(), agent.type()))
          .forEach(out()::println);
    }
    return 0;
  }

  private static String partlyChecked(String section, String type) {
    return "  %s: only partly checked, because no plugin provides \"%s\"; nanobot plugins list tells more"
        .formatted(section, type);
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of the host and of all installed plugins.")
  int schema(@Mixin InstallationOptions options) throws ConfigException {
    Logs.forShortCommand();
    try (Installed installed = Installed.load(options.installation())) {
      out().println(installed.schema().json());
    }
    return 0;
  }

  @Command(
      name = "reference",
      description = "Prints all settings of the host and of all installed plugins as Markdown.")
  int reference(@Mixin InstallationOptions options) throws ConfigException {
    Logs.forShortCommand();
    try (Installed installed = Installed.load(options.installation())) {
      out().print(new ConfigReference(installed.schema()).markdown());
      out().flush();
    }
    return 0;
  }
}
