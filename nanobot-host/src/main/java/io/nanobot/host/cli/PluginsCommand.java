package io.nanobot.host.cli;

import io.nanobot.host.plugin.PluginReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything about plugin jars. */
@Command(
    name = "plugins",
    description = "Tells which plugins are there.",
    synopsisSubcommandLabel = "COMMAND")
final class PluginsCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Shows every file in the plugins folders, with its state and the reason.")
  int list(@Mixin InstallationOptions options) {
    Logs.forShortCommand();
    Installation installation = options.installation();
    PrintWriter out = spec.commandLine().getOut();
    try (Installed installed = Installed.load(installation)) {
      List<PluginReport> reports = installed.plugins().reports();
      out.println("Plugins folders:");
      for (Path folder : installation.pluginFolders()) {
        out.println("  " + folder);
      }
      if (reports.isEmpty()) {
        out.println("No plugins. Put a plugin's jar into one of these folders.");
      }
      reports.forEach(report -> show(out, report));
    }
    return 0;
  }

  private static void show(PrintWriter out, PluginReport report) {
    out.printf("%n%-8s %s%n", report.state(), report.file());
    line(out, "plugin", (report.id() + " " + report.version()).strip());
    line(out, "provides", String.join(", ", report.provides()));
    line(out, "reason", report.reason());
    line(out, "to fix", report.fix());
  }

  private static void line(PrintWriter out, String label, String text) {
    if (!text.isEmpty()) {
      out.printf("         %-9s %s%n", label + ":", text);
    }
  }
}
