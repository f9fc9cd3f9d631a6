package io.nanobot.host.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the HTTP client, which connects to the very addresses that it gets from here:
 * a name that changes its address after the check changes nothing.
 */
final class CheckedResolver implements DnsResolver {
  private final OutgoingPolicy policy;
  private final NameLookup lookup;

  CheckedResolver(OutgoingPolicy policy, NameLookup lookup) {
    this.policy = policy;
    this.lookup = lookup;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    return Arrays.stream(resolve(host))
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.addressesOf(host).clone();
    policy.admit(host, addresses);
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
