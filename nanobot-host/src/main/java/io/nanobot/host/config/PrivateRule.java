package io.nanobot.host.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An entry of {@code allowPrivateHosts}: hosts, or a network.
 *
 * @param hosts which hosts, if it names hosts
 * @param network which addresses, if it names addresses
 */
public record PrivateRule(Optional<HostPattern> hosts, Optional<AddressBlock> network) {
  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException if it is none; the message is a sentence for the user
   */
  static PrivateRule parse(String text) {
    Optional<AddressBlock> network = AddressBlock.parse(text);
    if (network.isPresent()) {
      return new PrivateRule(Optional.empty(), network);
    }
    return HostPattern.parse(text)
        .filter(pattern -> !pattern.name().isEmpty())
        .map(pattern -> new PrivateRule(Optional.of(pattern), Optional.empty()))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "allowPrivateHosts: \"%s\" is neither HOST, *.DOMAIN, an IP address nor a network such as 10.1.0.0/16."
                        .formatted(text)));
  }

  /** Whether it names this host, written as {@link HostName} does. */
  public boolean names(String host) {
    return hosts.filter(pattern -> pattern.matches(host)).isPresent();
  }

  /** Whether it names this address. */
  public boolean covers(InetAddress address) {
    return network.filter(block -> block.contains(address)).isPresent();
  }
}
