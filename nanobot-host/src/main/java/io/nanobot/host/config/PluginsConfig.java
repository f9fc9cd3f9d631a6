package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;

/**
 * The section {@code plugins}.
 *
 * @param requireLock whether a jar that {@code plugins.lock} does not name as it is stays out
 */
public record PluginsConfig(
    @Description(
            "Refuses every plugin jar that plugins.lock does not name, or names with another digest; nanobot plugins lock writes that file")
        @Default("false")
        boolean requireLock) {}
