package io.nanobot.host.fetch;

import io.nanobot.host.config.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses that are not public: the registries of special-purpose addresses of IANA (RFC 6890
 * and its updates), and what clouds answer at. The first entry that covers an address counts.
 */
final class SpecialAddresses {
  private record Entry(AddressBlock block, AddressKind kind) {}

  private static final List<Entry> IPV4 =
      List.of(
          entry("100.100.100.200", AddressKind.METADATA), // Alibaba Cloud
          entry("168.63.129.16", AddressKind.METADATA), // Azure
          entry("0.0.0.0/8", AddressKind.RESERVED), // Linux takes 0.0.0.0 for itself
          entry("10.0.0.0/8", AddressKind.PRIVATE),
          entry("100.64.0.0/10", AddressKind.PRIVATE), // carrier-grade NAT
          entry("127.0.0.0/8", AddressKind.LOOPBACK),
          entry(
              "169.254.0.0/16", AddressKind.LINK_LOCAL), // 169.254.169.254 is most clouds' metadata
          entry("172.16.0.0/12", AddressKind.PRIVATE),
          entry("192.0.0.0/24", AddressKind.RESERVED),
          entry("192.0.2.0/24", AddressKind.RESERVED), // documentation
          entry("192.88.99.0/24", AddressKind.RESERVED), // 6to4 relays
          entry("192.168.0.0/16", AddressKind.PRIVATE),
          entry("198.18.0.0/15", AddressKind.RESERVED), // benchmarks
          entry("198.51.100.0/24", AddressKind.RESERVED), // documentation
          entry("203.0.113.0/24", AddressKind.RESERVED), // documentation
          entry("224.0.0.0/4", AddressKind.RESERVED), // multicast
          entry("240.0.0.0/4", AddressKind.RESERVED)); // the future, broadcast

  private static final List<Entry> IPV6 =
      List.of(
          entry("fd00:ec2::254", AddressKind.METADATA), // AWS
          entry("fd20:ce::254", AddressKind.METADATA), // Google Cloud
          entry("::1", AddressKind.LOOPBACK),
          entry("fc00::/7", AddressKind.PRIVATE),
          entry("fe80::/10", AddressKind.LINK_LOCAL),
          entry("2001::/23", AddressKind.RESERVED), // protocols, Teredo among them
          entry("2001:db8::/32", AddressKind.RESERVED), // documentation
          entry("2002::/16", AddressKind.RESERVED), // 6to4: an IPv4 address inside
          entry("3fff::/20", AddressKind.RESERVED), // documentation
          entry("2000::/3", AddressKind.PUBLIC), // all that IANA has given out
          entry("::/0", AddressKind.RESERVED));

  /** 64:ff9b::/96, by which a network without IPv4 reaches IPv4 (RFC 6052). */
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  /** ::ffff:0:0/96, IPv4 in the clothes of IPv6 (RFC 4291). */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

  private SpecialAddresses() {}

  static AddressKind kindOf(InetAddress address) {
    InetAddress reached = reached(address);
    List<Entry> entries = reached.getAddress().length == 4 ? IPV4 : IPV6;
    return entries.stream()
        .filter(entry -> entry.block().contains(reached))
        .map(Entry::kind)
        .findFirst()
        .orElse(AddressKind.PUBLIC);
  }

  /** Where a packet to an address ends: at the IPv4 address inside, if there is one. */
  static InetAddress reached(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16) {
      return address;
    }
    byte[] head = Arrays.copyOf(bytes, 12);
    return Arrays.equals(head, NAT64) || Arrays.equals(head, MAPPED)
        ? ofBytes(Arrays.copyOfRange(bytes, 12, 16))
        : address;
  }

  private static InetAddress ofBytes(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // only for a wrong number of bytes
    }
  }

  private static Entry entry(String block, AddressKind kind) {
    return new Entry(AddressBlock.parse(block).orElseThrow(), kind);
  }
}
