package io.nanobot.host.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.config.Secret;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets the service know who asks, and when: {@code v1=} and the HMAC-SHA256 of time, dot and body
 * in hexadecimal digits.
 */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private final Secret secret;

  Signature(Secret secret) {
    this.secret = secret;
  }

  /**
   * Signs a request.
   *
   * @param seconds the time since 1970, as it is sent
   */
  String of(String seconds, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(UTF_8), ALGORITHM));
      byte[] digest = mac.doFinal((seconds + "." + body).getBytes(UTF_8));
      return "v1=" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
