package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Pattern;

/**
 * The section {@code gateway}.
 *
 * @param host the address that the admin server listens on
 * @param port its port; 0 means any free one
 */
public record GatewayConfig(
    @Description("Address that the health endpoint listens on")
        @Default("127.0.0.1")
        @Pattern("\\S+")
        String host,
    @Description("Port of the health endpoint; 0 takes any free one")
        @Default("18790")
        @Range(min = 0, max = 65_535)
        int port) {}
