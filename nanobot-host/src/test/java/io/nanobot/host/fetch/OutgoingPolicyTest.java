package io.nanobot.host.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.host.config.OutgoingConfig;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingPolicyTest {
  private final OutgoingPolicy standard = policy(List.of());

  @ParameterizedTest
  @CsvSource({
    "https://example.com,                     example.com, 443, /",
    "HTTPS://EXAMPLE.COM:443/A?b=C#d,         example.com, 443, /A?b=C",
    "https://example.com:/a,                  example.com, 443, /a",
    "https://93.184.216.34/a,                 93.184.216.34, 443, /a",
    "https://[2606:4700:4700::1111]/a,        2606:4700:4700:0:0:0:0:1111, 443, /a",
    "https://my_bucket.example.com/a,         my_bucket.example.com, 443, /a",
    "https://example.com//a/../b%2F%20?%0d,   example.com, 443, //a/../b%2F%20?%0d",
    "https://example.com/图?名,                example.com, 443, /%E5%9B%BE?%E5%90%8D"
  })
  void takesAddressesApart(URI uri, String host, int port, String path) throws Refused {
    Destination to = standard.admit(uri);

    assertThat(to).isEqualTo(new Destination("https", host, port, path));
    assertThat(standard.admit(to.uri())).isEqualTo(to);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "jar:https://example.com/a.jar!/b",
        "data:text/plain,x",
        "https:example.com",
        "//example.com/",
        "/etc/passwd",
        "",
        "https:///a",
        "https://user@example.com/",
        "https://user:password@example.com/",
        "https://@example.com/",
        "https://example.com:8443/",
        "https://example.com:0/",
        "https://example.com:99999/",
        "https://example.com./",
        "https://localhost./",
        "https://example..com/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.01/",
        "https://127.0.0.1./",
        "https://127.0.0.256/",
        "https://1.2.3.4.5/",
        "https://example.0x/",
        "https://127%2e0.0.1/",
        "https://%6c%6f%63alhost/",
        "https://bücher.example/",
        "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "https://127。0。0。1/",
        "https://[fe80::1%25eth0]/",
        "https://-example.com/"
      })
  void refusesWhatIsNoPlainHttpsAddress(URI uri) {
    assertThatThrownBy(() -> standard.admit(uri)).isInstanceOf(Refused.class);
  }

  @Test
  void tellsNeitherPathNorQueryNorUserInformation() {
    for (String uri :
        new String[] {
          "http://example.com/s3cr3t?s3cr3t",
          "s3cr3t://example.com/s3cr3t",
          "https://s3cr3t@example.com/s3cr3t?s3cr3t",
          "https://example.com:8443/s3cr3t?s3cr3t",
          "https://exa%20mple.com/s3cr3t?s3cr3t"
        }) {
      Refused refused = catchThrowableOfType(Refused.class, () -> standard.admit(URI.create(uri)));
      assertThat(refused.getMessage() + refused.detail()).doesNotContain("s3cr3t");
    }
  }

  @Test
  void admitsHttpAndOtherPortsWhereConfigured() {
    OutgoingPolicy policy = policy(List.of("*", "http://old.example:8080"));

    assertThatCode(() -> policy.admit(URI.create("http://old.example:8080/")))
        .doesNotThrowAnyException();
    assertThatCode(() -> policy.admit(URI.create("https://old.example/")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> policy.admit(URI.create("http://old.example/")))
        .hasMessage(
            "http on old.example, port 80, is not among the hosts that nanobot fetches from");
    assertThatThrownBy(() -> policy.admit(URI.create("http://new.example:8080/")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void neverGoesBackToHttp() throws Refused {
    OutgoingPolicy policy = policy(List.of("*", "http://old.example"));
    Destination secure = policy.admit(URI.create("https://example.com/"));
    Destination plain = policy.admit(URI.create("http://old.example/"));

    assertThatThrownBy(() -> policy.admitRedirect(secure, URI.create("http://old.example/")))
        .hasMessage("example.com leads from https to http, on old.example");
    assertThat(policy.admitRedirect(plain, URI.create("https://example.com/"))).isEqualTo(secure);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,                10.1.2.3, true",
    "10.1.2.0/24,             10.1.2.255, true",
    "10.1.2.0/24,             10.1.3.0, false",
    "10.1.2.0/24,             ::ffff:10.1.2.3, true",
    "10.1.2.0/24,             64:ff9b::10.1.2.3, true",
    "169.254.169.254,         169.254.169.254, true",
    "fd00::/8,                fd12::1, true",
    "fd00::/8,                fc00::1, false",
    "nas.example,             10.1.2.3, true",
    "nas.example,             127.0.0.1, true",
    "nas.example,             fd12::1, true",
    "*.example,               10.1.2.3, true",
    "other.example,           10.1.2.3, false",
    "nas.example,             169.254.169.254, false",
    "nas.example,             100.100.100.200, false",
    "nas.example,             fd00:ec2::254, false",
    "nas.example,             fe80::1, false",
    "nas.example,             0.0.0.0, false",
    "nas.example,             224.0.0.1, false",
    "nas.example,             198.18.0.1, false",
    "198.18.0.0/15,           198.18.0.1, true"
  })
  void makesExceptionsAsConfigured(String entry, String address, boolean admitted)
      throws UnknownHostException {
    OutgoingPolicy policy = policy(List.of(), entry);
    InetAddress[] addresses = {InetAddress.getByName("8.8.8.8"), InetAddress.getByName(address)};

    if (admitted) {
      assertThatCode(() -> policy.admit("nas.example", addresses)).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(() -> policy.admit("nas.example", addresses))
          .isInstanceOf(Refused.class)
          .message()
          .doesNotContain(address);
    }
  }

  /** One bad address among many is enough, wherever it stands. */
  @Test
  void noSetWithAnAddressThatIsNotPublicPasses() throws UnknownHostException {
    Random random = new Random(20_261_127);
    for (int i = 0; i < 50_000; i++) {
      InetAddress[] addresses = new InetAddress[1 + random.nextInt(4)];
      boolean allPublic = true;
      for (int j = 0; j < addresses.length; j++) {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? 16 : 4];
        random.nextBytes(bytes);
        addresses[j] = InetAddress.getByAddress(bytes);
        allPublic &= SpecialAddresses.kindOf(addresses[j]) == AddressKind.PUBLIC;
      }
      assertThat(passes(addresses)).isEqualTo(allPublic);
    }
  }

  private boolean passes(InetAddress[] addresses) {
    try {
      standard.admit("example.com", addresses);
      return true;
    } catch (Refused e) {
      return false;
    }
  }

  private static OutgoingPolicy policy(List<String> allowHosts, String... allowPrivateHosts) {
    return new OutgoingPolicy(
        new OutgoingConfig(
            allowHosts, List.of(allowPrivateHosts), 1_000, Duration.ofSeconds(30), 3));
  }
}
