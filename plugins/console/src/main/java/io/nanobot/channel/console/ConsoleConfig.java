package io.nanobot.channel.console;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;

/** The configuration of the console channel. */
record ConsoleConfig(
    @Description("What stands before the line that is typed") @Default("> ") String prompt) {}
