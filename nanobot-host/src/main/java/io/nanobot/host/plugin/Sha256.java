package io.nanobot.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a jar's bytes are known by.
 *
 * @param hex 64 digits, in lower case
 */
record Sha256(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** Enough for a person to tell two jars apart. */
  private static final int SHOWN = 12;

  Sha256 {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a SHA-256: " + hex);
    }
  }

  /** Reads it in whatever case it is written. */
  static Sha256 parse(String text) {
    return new Sha256(text.toLowerCase(Locale.ROOT));
  }

  static Sha256 of(Path file) throws IOException {
    return copy(file, OutputStream.nullOutputStream());
  }

  /** Copies a file; the digest is that of the very bytes that were written. */
  static Sha256 copy(Path file, OutputStream out) throws IOException {
    MessageDigest digest = algorithm();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(out);
    }
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  /** Its beginning, for a message. */
  String brief() {
    return hex.substring(0, SHOWN) + "…";
  }

  private static MessageDigest algorithm() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
