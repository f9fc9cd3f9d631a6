package io.nanobot.host.config;

import java.util.Optional;

/**
 * One agent of the file. Immutable.
 *
 * @param name its key under {@code agents}
 * @param type which plugin it needs
 * @param settings the plugin's record; empty when no plugin of the type is installed
 */
public record AgentSection(String name, String type, Optional<Record> settings) {}
