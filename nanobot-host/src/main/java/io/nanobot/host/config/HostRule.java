package io.nanobot.host.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of {@code allowHosts}: which hosts, over which protocol and on which port.
 *
 * @param scheme {@code https} or {@code http}
 * @param hosts which hosts
 * @param port from 1 to 65535
 */
public record HostRule(String scheme, HostPattern hosts, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:(https?)://)?(\\[[^\\]]*]|[^:/\\[\\]]+)(?::(\\d{1,5}))?");

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException if it is none; the message is a sentence for the user
   */
  static HostRule parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw wrong(text);
    }
    String scheme = matcher.group(1) == null ? "https" : matcher.group(1);
    int port = matcher.group(3) == null ? defaultPort(scheme) : Integer.parseInt(matcher.group(3));
    if (port < 1 || port > 65_535) {
      throw wrong(text);
    }
    return new HostRule(
        scheme, HostPattern.parse(matcher.group(2)).orElseThrow(() -> wrong(text)), port);
  }

  /** The port of a URL that names none. */
  public static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** Whether it admits a URL of these parts, the host as {@link HostName} writes it. */
  public boolean admits(String requestScheme, String host, int requestPort) {
    return scheme.equals(requestScheme) && port == requestPort && hosts.matches(host);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "allowHosts: \"%s\" is neither HOST, *.DOMAIN nor *, with https:// or http:// before and :PORT after it if need be."
            .formatted(text));
  }
}
