package io.nanobot.host.security.limits;

/**
 * A limit that a message goes beyond.
 *
 * @param limit which one: a key of {@code security.limits}, or {@code replyHints}
 * @param detail what is beyond it, for the operator
 * @param notice what the sender may be told
 * @param news false if the same was said of the message before
 */
public record Exceeded(String limit, String detail, String notice, boolean news) {}
