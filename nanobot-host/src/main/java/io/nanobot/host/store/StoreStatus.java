package io.nanobot.host.store;

import java.time.Instant;

/**
 * How the store is.
 *
 * @param engine what it is, in words
 * @param working whether messages can be stored now
 * @param reason a sentence for people; empty while all is well
 * @param since when that began
 */
public record StoreStatus(String engine, boolean working, String reason, Instant since) {}
