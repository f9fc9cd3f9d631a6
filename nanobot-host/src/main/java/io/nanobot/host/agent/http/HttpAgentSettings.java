package io.nanobot.host.agent.http;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import io.nanobot.api.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * An agent of the type {@code http}.
 *
 * @param url where each turn is posted to
 * @param secret what each request is signed with
 * @param token what the service wants to see
 * @param timeout how long the service may be silent
 */
public record HttpAgentSettings(
    @Description("Where each turn is posted to: http:// or https://") URI url,
    @Description("Signs each request with HMAC-SHA256, so that the service knows who asks")
        Optional<Secret> secret,
    @Description("Sent as Authorization: Bearer …") Optional<Secret> token,
    @Description("How long the service may be silent: before its answer, and within it")
        @Default("60s")
        Duration timeout) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(30);

  /**
   * Checks the address, the token and the time.
   *
   * @throws IllegalArgumentException if no request could be made of them, or nobody could answer in
   *     that time
   */
  public HttpAgentSettings {
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if (url.getHost() == null || !(http || "https".equalsIgnoreCase(url.getScheme()))) {
      throw new IllegalArgumentException(
          "url must be an address like https://bot.example.com/turn");
    }
    if (url.getUserInfo() != null) {
      throw new IllegalArgumentException("url must not hold a password: use token or secret");
    }
    if (token.filter(it -> !it.reveal().matches("[\\x21-\\x7E]+")).isPresent()) {
      throw new IllegalArgumentException(
          "token is empty, or has a blank, a line break or a character that no header can carry."
              + " Leave the key out if the service wants none");
    }
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("timeout must be from 100ms to 30m");
    }
  }
}
