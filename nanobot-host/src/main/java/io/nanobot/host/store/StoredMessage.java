package io.nanobot.host.store;

/**
 * A message in a lane.
 *
 * @param position its place in the lane, counted from 1 without gaps
 * @param attempts how often it has failed before
 */
public record StoredMessage(long position, int attempts, Payload payload) {}
