package io.nanobot.host.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keeps keys short enough for the index of every database, and different ones different. */
public final class BoundedKey {
  /** In bytes of UTF-8; no platform is known to come near it. */
  private static final int LONGEST = 512;

  private static final int KEPT_CHARACTERS = 64;

  private BoundedKey() {}

  public static String of(String key) {
    byte[] bytes = key.getBytes(UTF_8);
    if (bytes.length <= LONGEST) {
      return WellFormed.text(key);
    }
    return WellFormed.text(key.substring(0, KEPT_CHARACTERS))
        + "#"
        + HexFormat.of().formatHex(sha256(bytes));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
