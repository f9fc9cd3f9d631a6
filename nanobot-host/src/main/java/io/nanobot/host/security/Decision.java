package io.nanobot.host.security;

/** What the access policy says about a sender. */
public enum Decision {
  /** The sender may talk to the bot. */
  ADMITTED,
  /** The sender's ID is not in the list. */
  NOT_LISTED,
  /**
   * The platform did not tell an ID of the channel's primary scheme, so no plain entry can match.
   */
  UNKNOWN_IDENTITY
}
