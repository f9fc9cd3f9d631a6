package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import java.time.Duration;
import java.util.List;

/**
 * The section {@code security.outgoing}.
 *
 * @param allowHosts from which hosts; empty for every public one over https
 * @param allowPrivateHosts which hosts may have, and which networks are, addresses that are not
 *     public
 * @param maxBytes the largest file
 * @param timeout for one file, from the call to its last byte
 * @param maxRedirects how many redirects are followed
 */
public record OutgoingConfig(
    @Description(
            "Hosts to fetch from: HOST or *.DOMAIN over https, with https://HOST:PORT on another port, with http://HOST over http; * for every public host. Empty: every public host over https")
        List<String> allowHosts,
    @Description(
            "Hosts (HOST, *.DOMAIN) that may have private or loopback addresses, and networks (10.1.0.0/16) or addresses that may be connected to although they are not public")
        List<String> allowPrivateHosts,
    @Description("Largest file that is fetched, in bytes")
        @Default("52428800")
        @Range(min = 1, max = 1_099_511_627_776L)
        long maxBytes,
    @Description("How long fetching one file may take in all, from 1s to 10m") @Default("30s")
        Duration timeout,
    @Description("How many redirects are followed, each checked like the first address")
        @Default("3")
        @Range(min = 0, max = 10)
        int maxRedirects) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Plugins wait for it, and no call into a plugin lasts longer. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /**
   * Checks what the schema can not.
   *
   * @throws IllegalArgumentException if an entry has a wrong form, or the time is out of range
   */
  public OutgoingConfig {
    allowHosts = List.copyOf(allowHosts);
    allowPrivateHosts = List.copyOf(allowPrivateHosts);
    allowHosts.forEach(HostRule::parse);
    allowPrivateHosts.forEach(PrivateRule::parse);
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("timeout must be from 1s to 10m.");
    }
  }

  /** What {@link #allowHosts} says, the default included. */
  public List<HostRule> hostRules() {
    return allowHosts.isEmpty()
        ? List.of(HostRule.parse("*"))
        : allowHosts.stream().map(HostRule::parse).toList();
  }

  /** What {@link #allowPrivateHosts} says. */
  public List<PrivateRule> privateRules() {
    return allowPrivateHosts.stream().map(PrivateRule::parse).toList();
  }
}
