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
    @Description(
            "How many gateways connect at once, when several share one store; more than 1 only where the platform allows it")
        @Default("1")
        @Range(min = 1, max = 100)
        int connections,
    @Description("IDs of those who may talk to the bot; [\"*\"] means everybody, [] nobody")
        List<String> allowFrom) {}
