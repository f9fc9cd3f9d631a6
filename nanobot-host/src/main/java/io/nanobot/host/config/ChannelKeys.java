package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import java.util.List;
import java.util.Optional;

/** The host's keys in every channel section. */
record ChannelKeys(
    @Description("Starts the channel") @Default("false") boolean enabled,
    @Description("Kind of the channel, when the section's name is another one")
        Optional<String> type,
    @Description("IDs of those who may talk to the bot; [\"*\"] means everybody, [] nobody")
        List<String> allowFrom) {}
