package io.nanobot.host.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network: all addresses that begin with the same bits.
 *
 * @param first an address of it
 * @param prefix how many leading bits count
 */
public record AddressBlock(InetAddress first, int prefix) {
  private static final Pattern FORM = Pattern.compile("\\[?([0-9a-fA-F.:]+)]?(?:/(\\d{1,3}))?");

  /** Reads an address or a network in CIDR notation; empty if it is neither. */
  public static Optional<AddressBlock> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String prefix = matcher.group(2);
    return HostName.literal(matcher.group(1))
        .map(
            first ->
                new AddressBlock(first, prefix == null ? bits(first) : Integer.parseInt(prefix)))
        .filter(block -> block.prefix() <= bits(block.first()));
  }

  /** Whether an address, of the same version of IP, belongs to it. */
  public boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * 8;
  }
}
