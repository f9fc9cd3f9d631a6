package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;

/** The keys of {@code channels} that are not a channel. */
record ChannelDefaults(
    @Description("How often a reply is tried before it is given up, the first time included")
        @Default("3")
        @Range(min = 0, max = 10)
        int sendMaxRetries) {}
