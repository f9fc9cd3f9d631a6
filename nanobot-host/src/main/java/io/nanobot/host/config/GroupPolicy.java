package io.nanobot.host.config;

/** Who may talk to the bot in a group. */
public enum GroupPolicy {
  /** Whoever is in {@code allowFrom}, and everybody in the groups of {@code groupAllowFrom}. */
  ALLOWLIST,
  /** Everybody in every group. */
  OPEN,
  /** Nobody. */
  DISABLED
}
