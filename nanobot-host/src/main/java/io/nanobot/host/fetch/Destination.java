package io.nanobot.host.fetch;

import io.nanobot.host.config.HostName;
import io.nanobot.host.config.HostRule;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes, taken apart once: what is checked is what the HTTP client gets.
 *
 * @param scheme in lower case
 * @param host as {@link HostName} writes it
 * @param port from 1 to 65535
 * @param path path and query, in ASCII; holds tokens and signatures, so it is never shown
 */
record Destination(String scheme, String host, int port, String path) {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]+)(?::(\\d{0,5}))?");
  private static final int LONGEST = 8_192;

  static Destination of(URI uri) throws Refused {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new Refused("Only https addresses are fetched, and http ones that are configured");
    }
    if (uri.getRawAuthority() == null) {
      throw new Refused("The address names no host");
    }
    if (uri.getRawAuthority().contains("@")) {
      throw new Refused("The address contains user information, which is never sent");
    }
    Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
    if (!authority.matches()) {
      throw new Refused("The address names no host in a plain way");
    }
    String host =
        HostName.of(authority.group(1))
            .orElseThrow(() -> new Refused("The address names no host in a plain way"));
    return new Destination(scheme, host, port(scheme, authority.group(2)), path(uri));
  }

  /** The whole address again, made of the parts that were checked. */
  URI uri() {
    String written = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("%s://%s:%d%s".formatted(scheme, written, port, path));
  }

  private static int port(String scheme, String written) throws Refused {
    int port =
        written == null || written.isEmpty()
            ? HostRule.defaultPort(scheme)
            : Integer.parseInt(written);
    if (port < 1 || port > 65_535) {
      throw new Refused("The address has a port that does not exist");
    }
    return port;
  }

  private static String path(URI uri) throws Refused {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    String whole = ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    if (whole.length() > LONGEST) {
      throw new Refused("The address is longer than %d characters".formatted(LONGEST));
    }
    return whole;
  }
}
