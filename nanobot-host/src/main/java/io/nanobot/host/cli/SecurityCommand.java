package io.nanobot.host.cli;

import io.nanobot.host.config.ConfigException;
import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.ConfigInspection;
import io.nanobot.host.config.ConfigSchema;
import io.nanobot.host.config.SimpleJson;
import io.nanobot.host.security.Printable;
import io.nanobot.host.security.check.Finding;
import io.nanobot.host.security.check.SecurityChecks;
import io.nanobot.host.security.check.Severity;
import io.nanobot.host.security.check.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything about the safety of the installation. */
@Command(
    name = "security",
    description = "Tells how safe the installation is.",
    synopsisSubcommandLabel = "COMMAND")
final class SecurityCommand extends CommandGroup {
  @Command(
      name = "audit",
      description =
          "Looks for what makes the installation less safe than it could be; exit code 1 if there is more than INFO. Changes nothing; a gateway may run meanwhile.")
  int audit(
      @Mixin InstallationOptions options,
      @Option(names = "--json", description = "Prints JSON for programs.") boolean json) {
    Logs.forReport();
    Installation installation = options.installation();
    List<Finding> findings =
        SecurityChecks.findings(
            new Subject(
                installation.configFile(),
                installation.workspace(),
                installation.pluginFolders(),
                installation.lockRule(false),
                inspect(installation),
                System.getProperty("user.name")));
    if (json) {
      out().println(json(findings));
    } else {
      show(findings);
    }
    return findings.stream().allMatch(finding -> finding.severity() == Severity.INFO) ? 0 : 1;
  }

  private static ConfigInspection inspect(Installation installation) {
    try {
      ConfigFile file = ConfigFile.read(installation.configFile());
      return inspect(installation, file);
    } catch (ConfigException e) {
      return ConfigInspection.unreadable(e);
    }
  }

  /** Knows which settings are secret from the plugins, but runs none that others may have made. */
  private static ConfigInspection inspect(Installation installation, ConfigFile file) {
    if (SecurityChecks.othersCanWrite(installation.pluginFolders())) {
      return inspect(Installed.schemaWithoutPlugins(), file);
    }
    try (Installed installed = Installed.load(installation, file)) {
      return inspect(installed.schema(), file);
    } catch (ConfigException e) { // what it says of plugins is wrong, which is found once more
      return inspect(Installed.schemaWithoutPlugins(), file);
    }
  }

  private static ConfigInspection inspect(ConfigSchema schema, ConfigFile file) {
    return Installed.binder(schema).inspect(file);
  }

  private void show(List<Finding> findings) {
    if (findings.isEmpty()) {
      out().println("✓ Nothing was found");
      return;
    }
    for (Severity severity : Severity.values()) {
      findings.stream()
          .filter(finding -> finding.severity() == severity)
          .forEach(
              finding -> {
                out().printf("%-8s %s%n", severity, finding.id());
                line("where", finding.where());
                line("what", finding.what());
                line("to fix", finding.fix());
                out().println();
              });
    }
    out()
        .println(
            count(findings).entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", ")));
  }

  private static String json(List<Finding> findings) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("findings", findings.stream().map(SecurityCommand::fields).toList());
    report.put("count", count(findings));
    return SimpleJson.pretty(report);
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", finding.id());
    fields.put("severity", finding.severity().name());
    fields.put("what", finding.what());
    fields.put("where", finding.where());
    fields.put("fix", finding.fix());
    return fields;
  }

  private static Map<String, Long> count(List<Finding> findings) {
    Map<String, Long> count = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      count.put(
          severity.name().toLowerCase(Locale.ROOT),
          findings.stream().filter(finding -> finding.severity() == severity).count());
    }
    return count;
  }

  private void line(String label, String text) {
    out().printf("         %-8s %s%n", label + ":", Printable.line(text));
  }
}
