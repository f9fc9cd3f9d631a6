package io.nanobot.host.store;

/**
 * The right to work on a lane, until it runs out.
 *
 * @param token grows with each claim of the lane; a holder whose lease ran out is known by its old
 *     token and changes nothing any more
 */
public record Lease(Lane lane, String owner, long token) {}
