package io.nanobot.host.config;

import io.nanobot.api.config.Description;
import java.util.Optional;

/** The host's keys in every agent section. */
record AgentKeys(
    @Description("Kind of the agent, when the section's name is another one")
        Optional<String> type) {}
