package io.nanobot.dingtalk.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Identifiers that look like the platform's encrypted ones. */
final class OpaqueId {
  private static final SecureRandom RANDOM = new SecureRandom();

  private OpaqueId() {}

  static String random(String prefix) {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getEncoder().encodeToString(bytes);
  }

  /** The same for the same parts, also after a restart: a bot may keep state by it. */
  static String stable(String prefix, String... parts) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(String.join("\n", parts).getBytes(UTF_8));
      return prefix + Base64.getEncoder().encodeToString(Arrays.copyOf(hash, 16));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }
}
