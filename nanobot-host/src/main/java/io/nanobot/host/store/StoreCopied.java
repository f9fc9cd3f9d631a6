package io.nanobot.host.store;

/**
 * What was copied from one store to another.
 *
 * @param messages how many messages, also those that are done
 * @param deadLetters how many messages that were given up
 */
public record StoreCopied(long messages, long deadLetters) {}
