/**
 * The durable inbox, outbox and dedupe memory: lanes of messages that are claimed by lease. Knows
 * nothing of threads, agents or channels. {@code jdbc} is how it is done.
 */
package io.nanobot.host.store;
