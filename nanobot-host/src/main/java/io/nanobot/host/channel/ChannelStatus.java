package io.nanobot.host.channel;

import java.time.Instant;
import java.util.Optional;

/**
 * What there is to know about a channel: plain data, so that it keeps nothing of a plugin alive.
 *
 * @param reason a sentence for people; empty while all is well
 * @param since when the state began
 * @param nextAttempt when the next attempt to connect is made, if one is planned
 * @param lastAlive when the platform was heard last, if ever
 */
public record ChannelStatus(
    String name,
    String type,
    ChannelState state,
    String reason,
    Instant since,
    Optional<Instant> nextAttempt,
    Optional<Instant> lastAlive) {}
