package io.nanobot.host.security.check;

import java.util.regex.Pattern;

/** Names of this machine that no other one can reach. */
final class Loopback {
  private static final Pattern NAMES =
      Pattern.compile(
          "(?i)localhost\\.?|.*\\.localhost\\.?|127(\\.\\d{1,3}){3}|\\[?(0*:)*:0*1\\]?");

  private Loopback() {}

  /** Judges by the name alone: what another one means today is nothing to rely on. */
  static boolean is(String host) {
    return NAMES.matcher(host).matches();
  }
}
