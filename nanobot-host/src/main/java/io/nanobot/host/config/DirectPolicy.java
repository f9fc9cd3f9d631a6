package io.nanobot.host.config;

/** Who may talk to the bot in a direct conversation. */
public enum DirectPolicy {
  /** Whoever is in {@code allowFrom}. */
  ALLOWLIST,
  /** As {@link #ALLOWLIST}; the others get a code that the operator can approve. */
  PAIRING,
  /** Everybody. */
  OPEN,
  /** Nobody; those who are in {@code allowFrom} are told so. */
  DISABLED
}
