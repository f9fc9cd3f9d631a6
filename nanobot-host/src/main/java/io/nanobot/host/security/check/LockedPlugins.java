package io.nanobot.host.security.check;

import io.nanobot.host.plugin.LockEntry;
import io.nanobot.host.plugin.LockState;
import io.nanobot.host.plugin.PluginInventory;
import java.util.List;
import java.util.Locale;

/** Jars whose code runs in the gateway, and that nobody has vouched for. */
final class LockedPlugins implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    PluginInventory inventory = PluginInventory.of(subject.pluginFolders(), subject.lock());
    List<LockEntry> jars =
        inventory.entries().stream().filter(jar -> jar.state() != LockState.LOCKED).toList();
    if (!inventory.damage().isEmpty()) {
      return List.of(
          new Finding(
              "plugins-lock-damaged",
              Severity.WARNING,
              "plugins.lock can not be read: %s. So no plugin is locked."
                  .formatted(inventory.damage()),
              subject.lock().file().toString(),
              "Look at the jars, then: " + subject.lock().command()));
    }
    if (!inventory.hasLock()) {
      return jars.isEmpty()
          ? List.of()
          : List.of(
              new Finding(
                  "plugins-not-locked",
                  Severity.INFO,
                  "%d plugin jar(s) are loaded whatever is in them: there is no plugins.lock."
                      .formatted(jars.size()),
                  subject.lock().file().toString(),
                  "Look at the jars, then: %s. And set plugins.requireLock to true."
                      .formatted(subject.lock().command())));
    }
    return jars.stream().map(LockedPlugins::finding).toList();
  }

  private static Finding finding(LockEntry jar) {
    return new Finding(
        "plugin-" + jar.state().name().toLowerCase(Locale.ROOT),
        jar.state() == LockState.CHANGED ? Severity.CRITICAL : Severity.WARNING,
        "This plugin jar is not as plugins.lock names it: %s.".formatted(jar.reason()),
        jar.file().toString(),
        jar.fix());
  }
}
