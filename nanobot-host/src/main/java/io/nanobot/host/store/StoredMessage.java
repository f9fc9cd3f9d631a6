package io.nanobot.host.store;

import java.util.Optional;

/**
 * A message in a lane.
 *
 * @param position its place in the lane, counted from 1 without gaps
 * @param last up to which place messages are handled together with it, and done together; its own
 *     place if it is alone
 * @param attempts how often it has failed before
 * @param lastFailure what became of the attempt before this one, if there was one
 */
public record StoredMessage(
    long position, long last, int attempts, Optional<String> lastFailure, Payload payload) {
  /** One that was never tried. */
  public static StoredMessage fresh(long position, Payload payload) {
    return new StoredMessage(position, position, 0, Optional.empty(), payload);
  }
}
