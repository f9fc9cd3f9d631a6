package io.nanobot.host.security.limits;

import java.util.Optional;

/**
 * A limit that a message goes beyond.
 *
 * @param limit which one: a key of {@code security.limits}, or {@code replyHints}
 * @param detail what is beyond it, for the operator
 * @param notice what the sender may be told; empty if what is beyond would be stored with it
 * @param news false if the same was said of the message before
 */
public record Exceeded(String limit, String detail, Optional<String> notice, boolean news) {}
