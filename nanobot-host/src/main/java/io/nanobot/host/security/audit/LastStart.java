package io.nanobot.host.security.audit;

import io.nanobot.host.config.ConfigFile;
import io.nanobot.host.config.SimpleJson;
import io.nanobot.host.plugin.PluginCatalog;
import io.nanobot.host.plugin.PluginReport;
import io.nanobot.host.security.audit.AuditEvent.Change;
import io.nanobot.host.security.audit.AuditEvent.ConfigLoaded;
import io.nanobot.host.security.audit.AuditEvent.PluginGone;
import io.nanobot.host.security.audit.AuditEvent.PluginLoaded;
import io.nanobot.host.workspace.OwnerOnly;
import io.nanobot.host.workspace.PrivateFile;
import io.nanobot.host.workspace.Workspace;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what the gateway started with, to tell the next time what is another since. */
public final class LastStart {
  private static final Logger log = LoggerFactory.getLogger(LastStart.class);

  private static final String CONFIG = "config ";
  private static final String PLUGIN = "plugin ";

  private final Path file;
  private final ConfigFile config;
  private final List<PluginReport> plugins;
  private final AuditLog audit;

  @Inject
  public LastStart(Workspace workspace, ConfigFile config, PluginCatalog plugins, AuditLog audit) {
    this(workspace, config, plugins.reports(), audit);
  }

  LastStart(Workspace workspace, ConfigFile config, List<PluginReport> plugins, AuditLog audit) {
    this.file = workspace.audit().resolve("last-start.json");
    this.config = config;
    this.plugins = plugins;
    this.audit = audit;
  }

  /** Tells the audit log what the gateway starts with now, and remembers that. */
  public void record() {
    Map<String, String> before = read();
    Map<String, String> now = new TreeMap<>();
    String configPath = config.path().toString();
    now.put(CONFIG + configPath, config.sha256());
    audit.record(
        new ConfigLoaded(
            configPath, config.sha256(), change(before.get(CONFIG + configPath), config.sha256())));
    for (PluginReport plugin : plugins) {
      if (plugin.state() == PluginReport.State.STARTED) {
        String jar = plugin.file().toString();
        now.put(PLUGIN + jar, plugin.sha256());
        Change change = change(before.get(PLUGIN + jar), plugin.sha256());
        audit.record(new PluginLoaded(jar, plugin.id(), plugin.version(), plugin.sha256(), change));
      }
    }
    before.forEach(
        (key, sha256) -> {
          if (key.startsWith(PLUGIN) && !now.containsKey(key)) {
            audit.record(new PluginGone(key.substring(PLUGIN.length()), sha256));
          }
        });
    write(now);
  }

  private static Change change(String before, String now) {
    if (before == null) {
      return Change.NEW;
    }
    return before.equals(now) ? Change.SAME : Change.CHANGED;
  }

  private Map<String, String> read() {
    try {
      return new TreeMap<>(SimpleJson.texts(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException e) {
      log.warn(
          "{} can not be read ({}), so the audit log calls the configuration and all plugins new",
          file,
          e.toString());
      return Map.of();
    }
  }

  private void write(Map<String, String> now) {
    try {
      OwnerOnly.createDirectories(file.getParent());
      PrivateFile.replace(file, SimpleJson.pretty(now));
    } catch (IOException e) {
      log.warn(
          "{} can not be written ({}), so the next start does not know what has changed. Let the user of the gateway write there.",
          file,
          e.toString());
    }
  }
}
