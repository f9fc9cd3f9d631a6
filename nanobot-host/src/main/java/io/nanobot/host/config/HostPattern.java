package io.nanobot.host.config;

import java.util.Optional;

/**
 * Which hosts are meant: one, or all below a domain.
 *
 * @param name as {@link HostName} writes it; a domain if subdomains are meant, empty for all hosts
 * @param subdomains whether the hosts below the name are meant, and not that one itself
 */
public record HostPattern(String name, boolean subdomains) {
  private static final String BELOW = "*.";

  /** Reads {@code HOST}, {@code *.DOMAIN} or {@code *}; empty if it is none. */
  public static Optional<HostPattern> parse(String text) {
    if (text.equals("*")) {
      return Optional.of(new HostPattern("", true));
    }
    boolean subdomains = text.startsWith(BELOW);
    return HostName.of(subdomains ? text.substring(BELOW.length()) : text)
        .filter(name -> !subdomains || HostName.literal(name).isEmpty())
        .map(name -> new HostPattern(name, subdomains));
  }

  /** Whether it means this host, written as {@link HostName} does. */
  public boolean matches(String host) {
    if (!subdomains) {
      return host.equals(name);
    }
    return name.isEmpty() || host.endsWith("." + name);
  }
}
