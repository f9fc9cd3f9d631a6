package io.nanobot.host.security;

import java.time.Duration;

/**
 * What somebody is told who was refused.
 *
 * @param kind what about, a short word
 * @param every they are not told the same again before that
 * @param markdown what it says
 */
public record Notice(String kind, Duration every, String markdown) {
  private static final Duration SELDOM = Duration.ofHours(1);
  private static final Duration CODE_AGAIN = Duration.ofMinutes(1);

  /** That they are not admitted, and what the operator needs to know to change that. */
  static Notice denied(String label, String id) {
    return new Notice(
        "denied",
        SELDOM,
        "You are not on the list of people whom this assistant answers. To get access, tell its owner your %s: `%s`"
            .formatted(label, Printable.text(id)));
  }

  /** That it does not answer in direct conversations. */
  static Notice directDisabled() {
    return new Notice(
        "direct-disabled",
        SELDOM,
        "Private chat is turned off for this assistant. Please talk to it in a group.");
  }

  /** The code that lets them in. */
  static Notice invitation(String code) {
    return new Notice("pairing", CODE_AGAIN, PairingText.invitation(code));
  }
}
