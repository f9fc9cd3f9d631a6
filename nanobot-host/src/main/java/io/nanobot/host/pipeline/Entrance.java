package io.nanobot.host.pipeline;

import io.nanobot.host.security.AccessPolicy;

/**
 * What has to be known of the channel that a message comes in through.
 *
 * @param channel its name in the configuration
 * @param policy who is admitted
 * @param scope what is one conversation
 */
public record Entrance(String channel, AccessPolicy policy, SessionScope scope) {}
