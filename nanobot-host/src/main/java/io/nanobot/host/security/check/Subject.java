package io.nanobot.host.security.check;

import io.nanobot.host.config.ConfigInspection;
import io.nanobot.host.plugin.LockRule;
import io.nanobot.host.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;

/**
 * The installation that is looked at.
 *
 * @param configFile the configuration file, which need not be there
 * @param workspace the workspace, which need not be there
 * @param pluginFolders where plugin jars are
 * @param lock where {@code plugins.lock} is
 * @param config what is known of the configuration
 * @param user who runs this process
 */
public record Subject(
    Path configFile,
    Workspace workspace,
    List<Path> pluginFolders,
    LockRule lock,
    ConfigInspection config,
    String user) {}
