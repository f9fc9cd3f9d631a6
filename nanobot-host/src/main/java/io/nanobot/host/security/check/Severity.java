package io.nanobot.host.security.check;

/** How much a finding matters; the worst first. */
public enum Severity {
  /** Others can take over the gateway, read what it holds, or use it unasked. */
  CRITICAL,
  /** One more mistake away from that, or wanted by few. */
  WARNING,
  /** Worth knowing. */
  INFO
}
