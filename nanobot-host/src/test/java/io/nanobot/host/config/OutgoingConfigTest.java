package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingConfigTest {
  @Test
  void hasDefaults() throws ConfigException {
    assertThat(Given.bind("{}").security().outgoing())
        .isEqualTo(new OutgoingConfig(List.of(), List.of(), 52_428_800, Duration.ofSeconds(30), 3));
    assertThat(Given.bind("{\"security\": {}}")).isEqualTo(Given.bind("{}"));
  }

  @Test
  void bindsEveryKey() throws ConfigException {
    String json =
        """
        {"security": {"outgoing": {
            "allowHosts": ["*.example.com"], "allow_private_hosts": ["10.1.0.0/16", "nas.local"],
            "maxBytes": 1000, "timeout": "5s", "maxRedirects": 0}}}
        """;
    assertThat(Given.bind(json).security().outgoing())
        .isEqualTo(
            new OutgoingConfig(
                List.of("*.example.com"),
                List.of("10.1.0.0/16", "nas.local"),
                1_000,
                Duration.ofSeconds(5),
                0));
  }

  @Test
  void canBeSetByTheEnvironment() throws ConfigException {
    assertThat(
            Given.bind(
                    "{}",
                    "NANOBOT_SECURITY__OUTGOING__MAX_BYTES=7",
                    "NANOBOT_SECURITY__OUTGOING__ALLOW_HOSTS=[\"a.example\"]")
                .security()
                .outgoing())
        .isEqualTo(
            new OutgoingConfig(List.of("a.example"), List.of(), 7, Duration.ofSeconds(30), 3));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com,               https, 443, example.com",
    "EXAMPLE.com:8443,          https, 8443, example.com",
    "https://example.com,       https, 443, example.com",
    "http://example.com,        http, 80, example.com",
    "http://example.com:8080,   http, 8080, example.com",
    "*,                         https, 443, any.thing",
    "http://*:8080,             http, 8080, any.thing",
    "*.example.com,             https, 443, a.b.example.com",
    "192.0.2.1,                 https, 443, 192.0.2.1",
    "[2001:DB8::1]:8443,        https, 8443, 2001:db8:0:0:0:0:0:1",
    "my_bucket.example.com,     https, 443, my_bucket.example.com"
  })
  void rulesAdmitWhatTheySay(String rule, String scheme, int port, String host) {
    HostRule parsed = HostRule.parse(rule);

    assertThat(parsed.admits(scheme, host, port)).isTrue();
    assertThat(parsed.admits(scheme.equals("http") ? "https" : "http", host, port)).isFalse();
    assertThat(parsed.admits(scheme, host, port + 1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "example.com,     www.example.com",
    "example.com,     example.com.evil.org",
    "*.example.com,   example.com",
    "*.example.com,   badexample.com",
    "*.example.com,   a.example.com.evil.org"
  })
  void rulesAdmitNothingElse(String rule, String host) {
    assertThat(HostRule.parse(rule).admits("https", host, 443)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "ftp://example.com",
        "example.com/path",
        "example.com:0",
        "example.com:65536",
        "user@example.com",
        "example.com.",
        "*example.com",
        "*.*.example.com",
        "*.10.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "010.0.0.1",
        "10.0.0.0/8",
        "bücher.example",
        "[::1",
        "[fe80::1%eth0]"
      })
  void namesAnEntryThatIsNoHost(String entry) {
    assertThat(Given.problems(outgoing("allowHosts", entry)))
        .containsExactly(
            "security.outgoing: allowHosts: \"%s\" is neither HOST, *.DOMAIN nor *, with https:// or http:// before and :PORT after it if need be."
                .formatted(entry));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "",
        "10.0.0.0/33",
        "10.0.0/8",
        "::/129",
        "::ffff:10.0.0.0/104",
        "http://nas",
        "nas:80"
      })
  void namesAnEntryThatIsNeitherHostNorNetwork(String entry) {
    assertThat(Given.problems(outgoing("allowPrivateHosts", entry)))
        .singleElement()
        .asString()
        .startsWith("security.outgoing: allowPrivateHosts: \"%s\" is neither".formatted(entry));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "999ms", "11m"})
  void boundsTheTime(String timeout) {
    assertThat(Given.problems("{\"security\": {\"outgoing\": {\"timeout\": \"" + timeout + "\"}}}"))
        .containsExactly("security.outgoing: timeout must be from 1s to 10m.");
  }

  private static String outgoing(String key, String entry) {
    return "{\"security\": {\"outgoing\": {\"%s\": [\"%s\"]}}}".formatted(key, entry);
  }
}
