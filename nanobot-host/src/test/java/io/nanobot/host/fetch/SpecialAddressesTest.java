package io.nanobot.host.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialAddressesTest {
  private static final int ROUNDS = 200_000;

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, RESERVED",
    "0.255.255.255, RESERVED",
    "10.0.0.0, PRIVATE",
    "10.255.255.255, PRIVATE",
    "100.64.0.0, PRIVATE",
    "100.127.255.255, PRIVATE",
    "100.100.100.200, METADATA",
    "127.0.0.1, LOOPBACK",
    "127.255.255.255, LOOPBACK",
    "168.63.129.16, METADATA",
    "169.254.0.0, LINK_LOCAL",
    "169.254.169.254, LINK_LOCAL",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.0.0.192, RESERVED",
    "192.0.2.1, RESERVED",
    "192.88.99.1, RESERVED",
    "192.168.0.0, PRIVATE",
    "192.168.255.255, PRIVATE",
    "198.18.0.0, RESERVED",
    "198.19.255.255, RESERVED",
    "198.51.100.1, RESERVED",
    "203.0.113.1, RESERVED",
    "224.0.0.1, RESERVED",
    "239.255.255.250, RESERVED",
    "240.0.0.1, RESERVED",
    "255.255.255.255, RESERVED",
    "::, RESERVED",
    "::1, LOOPBACK",
    "::127.0.0.1, RESERVED",
    "::8.8.8.8, RESERVED",
    "100::1, RESERVED",
    "64:ff9b:1::1, RESERVED",
    "64:ff9b::10.0.0.1, PRIVATE",
    "64:ff9b::169.254.169.254, LINK_LOCAL",
    "2001::1, RESERVED",
    "2001:db8::1, RESERVED",
    "2002:7f00:1::, RESERVED",
    "2002:808:808::, RESERVED",
    "3fff::1, RESERVED",
    "fc00::1, PRIVATE",
    "fdff::1, PRIVATE",
    "fd00:ec2::254, METADATA",
    "fd20:ce::254, METADATA",
    "fe80::1, LINK_LOCAL",
    "febf::1, LINK_LOCAL",
    "fec0::1, RESERVED",
    "ff02::1, RESERVED"
  })
  void knowsWhatIsNotPublic(String address, AddressKind kind) throws UnknownHostException {
    assertThat(SpecialAddresses.kindOf(InetAddress.getByName(address))).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2400:3200::1",
        "2606:4700:4700::1111",
        "2a00:1450::1",
        "64:ff9b::8.8.8.8"
      })
  void letsWhatIsPublicPass(String address) throws UnknownHostException {
    assertThat(SpecialAddresses.kindOf(InetAddress.getByName(address)))
        .isEqualTo(AddressKind.PUBLIC);
  }

  /** The JDK's own idea of what is not public is an independent witness. */
  @Test
  void noAddressThatTheJdkCallsLocalIsPublic() throws UnknownHostException {
    Random random = new Random(20_261_125);
    for (int i = 0; i < ROUNDS; i++) {
      InetAddress address = randomAddress(random, i % 2 == 0 ? 4 : 16);
      boolean local =
          address.isAnyLocalAddress()
              || address.isLoopbackAddress()
              || address.isLinkLocalAddress()
              || address.isSiteLocalAddress()
              || address.isMulticastAddress();
      if (local) {
        assertThat(SpecialAddresses.kindOf(address))
            .as("%s", address)
            .isNotEqualTo(AddressKind.PUBLIC);
      }
    }
  }

  @Test
  void noIpv6ClothesMakeAnIpv4AddressPublic() throws UnknownHostException {
    Random random = new Random(20_261_126);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] ipv4 = randomAddress(random, 4).getAddress();
      AddressKind kind = SpecialAddresses.kindOf(InetAddress.getByAddress(ipv4));

      // the JDK's usual factory would take the clothes off
      assertThat(
              SpecialAddresses.kindOf(Inet6Address.getByAddress("", dressed("::ffff:", ipv4), 0)))
          .isEqualTo(kind);
      assertThat(SpecialAddresses.kindOf(InetAddress.getByAddress(dressed("64:ff9b::", ipv4))))
          .isEqualTo(kind);
      assertThat(SpecialAddresses.kindOf(Inet6Address.getByAddress("", dressed("::", ipv4), 0)))
          .isNotEqualTo(AddressKind.PUBLIC);
    }
  }

  private static InetAddress randomAddress(Random random, int bytes) throws UnknownHostException {
    byte[] address = new byte[bytes];
    random.nextBytes(address);
    if (random.nextInt(4) == 0) { // few random addresses of IPv6 are of interest
      address[0] = (byte) (random.nextBoolean() ? 0xfe : 0);
    }
    return InetAddress.getByAddress(address);
  }

  private static byte[] dressed(String prefix, byte[] ipv4) {
    byte[] address = new byte[16];
    if (prefix.equals("::ffff:")) {
      address[10] = (byte) 0xff;
      address[11] = (byte) 0xff;
    } else if (prefix.equals("64:ff9b::")) {
      address[1] = 0x64;
      address[2] = (byte) 0xff;
      address[3] = (byte) 0x9b;
    }
    System.arraycopy(ipv4, 0, address, 12, 4);
    return address;
  }
}
