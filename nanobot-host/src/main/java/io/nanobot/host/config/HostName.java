package io.nanobot.host.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one way in which hosts are written when they are compared. What others read in several ways
 * (numbers in octal, hexadecimal or with missing parts, a final dot, escapes, letters outside
 * ASCII) has none.
 */
public final class HostName {
  private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-f:.]{2,45})]");
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

  /** Resolvers take a last label like this for part of an IPv4 address. */
  private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0x[0-9a-f]*)");

  private static final int LONGEST = 253;

  private HostName() {}

  /**
   * A host as it stands in a URL.
   *
   * @return a name in lower case, an IPv4 address, or an IPv6 address without brackets; empty if it
   *     is none, or could mean several
   */
  public static Optional<String> of(String written) {
    String host = written.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      return ipv6(host);
    }
    if (host.length() > LONGEST || !NAME.matcher(host).matches()) {
      return Optional.empty();
    }
    boolean clear = !NUMBER.matcher(host).matches() || IPV4.matcher(host).matches();
    return clear ? Optional.of(host) : Optional.empty();
  }

  /** The address that a host is, if it is no name. Asks no DNS server. */
  static Optional<InetAddress> literal(String host) {
    try {
      if (IPV4.matcher(host).matches()) {
        return Optional.of(InetAddress.getByName(host));
      }
      // in brackets it is never looked up
      return host.contains(":")
          ? Optional.of(InetAddress.getByName("[" + host + "]"))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> ipv6(String host) {
    var matcher = IPV6.matcher(host);
    return matcher.matches() && host.contains(":")
        ? literal(matcher.group(1)).map(InetAddress::getHostAddress)
        : Optional.empty();
  }
}
