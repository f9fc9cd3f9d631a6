package io.nanobot.host.cli;

import io.nanobot.host.config.ConfigException;
import io.nanobot.host.plugin.LockChange;
import io.nanobot.host.plugin.LockEntry;
import io.nanobot.host.plugin.LockRule;
import io.nanobot.host.plugin.LockState;
import io.nanobot.host.plugin.PluginInventory;
import io.nanobot.host.plugin.PluginReport;
import io.nanobot.host.security.Printable;
import io.nanobot.host.security.audit.AuditEvent.PluginsLocked;
import io.nanobot.host.security.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything about plugin jars. */
@Command(
    name = "plugins",
    description = "Tells which plugins are there, and locks them.",
    synopsisSubcommandLabel = "COMMAND")
final class PluginsCommand extends CommandGroup {
  @Command(
      name = "list",
      description = "Shows every file in the plugins folders, with its state and the reason.")
  int list(@Mixin InstallationOptions options) throws ConfigException {
    Logs.forReport();
    Installation installation = options.installation();
    try (Installed installed = Installed.load(installation)) {
      List<PluginReport> reports = installed.plugins().reports();
      showFolders(installation);
      if (reports.isEmpty()) {
        out().println("No plugins. Put a plugin's jar into one of these folders.");
      }
      reports.forEach(this::show);
    }
    return 0;
  }

  @Command(
      name = "lock",
      description =
          "Writes plugins.lock from the jars that are there, and tells what is new. Runs none of them.")
  int lock(@Mixin InstallationOptions options) throws CommandFailure {
    Logs.forShortCommand();
    Installation installation = options.installation();
    LockRule rule = installation.lockRule(false);
    PluginInventory inventory = PluginInventory.of(installation.pluginFolders(), rule);
    List<LockEntry> entries = inventory.entries();
    refuseUnreadable(entries, rule);
    List<LockChange> changes = write(inventory, rule);
    boolean nothingNew = changes.isEmpty() && inventory.hasLock();
    if (!nothingNew) {
      audit(installation, rule, changes);
    }
    showFolders(installation);
    changes.forEach(this::show);
    out().println();
    if (!inventory.damage().isEmpty()) {
      out().printf("The old %s could not be read: %s.%n", rule.file(), inventory.damage());
    }
    long jars = entries.stream().filter(entry -> entry.state() != LockState.MISSING).count();
    String news = nothingNew ? "Nothing is new in" : "Wrote";
    out().printf("✓ %s %s: %d jar(s)%n", news, rule.file(), jars);
    return 0;
  }

  @Command(
      name = "verify",
      description =
          "Compares the jars with plugins.lock; exit code 1 if one differs. Runs none of them.")
  int verify(@Mixin InstallationOptions options) throws CommandFailure {
    Logs.forShortCommand();
    Installation installation = options.installation();
    LockRule rule = installation.lockRule(false);
    PluginInventory inventory = PluginInventory.of(installation.pluginFolders(), rule);
    requireLock(inventory, rule);
    showFolders(installation);
    List<LockEntry> entries = inventory.entries();
    entries.forEach(this::show);
    long findings = entries.stream().filter(e -> e.state() != LockState.LOCKED).count();
    out().println();
    if (findings == 0) {
      out().printf("✓ All %d jar(s) are as %s names them%n", entries.size(), rule.file());
      return 0;
    }
    out().printf("%d of %d differ from %s.%n", findings, entries.size(), rule.file());
    return 1;
  }

  private static void requireLock(PluginInventory inventory, LockRule rule) throws CommandFailure {
    if (!inventory.damage().isEmpty()) {
      throw new CommandFailure(
          "%s can not be read: %s. Correct it, or look at the jars and write it anew: %s"
              .formatted(rule.file(), inventory.damage(), rule.command()));
    }
    if (!inventory.hasLock()) {
      throw new CommandFailure(
          "There is no %s, so no jar is locked. Look at the jars, then: %s"
              .formatted(rule.file(), rule.command()));
    }
  }

  /** A lock without a jar that is there would call it unknown from then on. */
  private static void refuseUnreadable(List<LockEntry> entries, LockRule rule)
      throws CommandFailure {
    String unreadable =
        entries.stream()
            .filter(entry -> entry.state() == LockState.UNREADABLE)
            .map(e -> "%n  %s: %s; %s".formatted(printable(e.file()), e.reason(), e.fix()))
            .collect(Collectors.joining());
    if (!unreadable.isEmpty()) {
      throw new CommandFailure("%s is not written.%s".formatted(rule.file(), unreadable));
    }
  }

  private static List<LockChange> write(PluginInventory inventory, LockRule rule)
      throws CommandFailure {
    try {
      return inventory.lock();
    } catch (IOException e) {
      throw new CommandFailure(
          "%s can not be written (%s). Let your user write to its folder."
              .formatted(rule.file(), e.getClass().getSimpleName()));
    }
  }

  /** Is in the audit log when this returns. */
  private static void audit(Installation installation, LockRule rule, List<LockChange> changes) {
    try (AuditLog audit = new AuditLog(installation.workspace(), Clock.systemUTC())) {
      audit.record(new PluginsLocked(rule.file().toString(), Operator.name(), changes));
    }
  }

  private void showFolders(Installation installation) {
    out().println("Plugins folders:");
    for (Path folder : installation.pluginFolders()) {
      out().println("  " + folder);
    }
  }

  private void show(PluginReport report) {
    out().printf("%n%-8s %s%n", report.state(), report.file());
    line("plugin", (report.id() + " " + report.version()).strip());
    line("provides", String.join(", ", report.provides()));
    line("lock", report.lock().map(state -> state.name().toLowerCase(Locale.ROOT)).orElse(""));
    line("reason", report.reason());
    line("to fix", report.fix());
  }

  private void show(LockEntry entry) {
    out().printf("%n%-10s %s%n", entry.state(), printable(entry.file()));
    jar(entry.id(), entry.version(), entry.sha256());
    line("reason", entry.reason());
    line("to fix", entry.fix());
  }

  private void show(LockChange change) {
    out().printf("%n%-8s %s%n", change.kind(), change.fileName());
    jar(change.id(), change.version(), change.sha256());
  }

  private void jar(String id, String version, String sha256) {
    line("plugin", id.equals("-") ? "" : id + " " + version);
    line("sha256", sha256);
  }

  private void line(String label, String text) {
    if (!text.isEmpty()) {
      out().printf("         %-9s %s%n", label + ":", text);
    }
  }

  /** A jar that somebody else put there has the name that they gave it. */
  private static String printable(Path file) {
    return Printable.line(file.toString());
  }
}
