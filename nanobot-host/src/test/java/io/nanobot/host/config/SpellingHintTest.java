package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingHintTest {
  private static final List<String> KEYS =
      List.of("enabled", "clientId", "clientSecret", "allowFrom", "type", "port");

  @ParameterizedTest
  @CsvSource({
    "clientSecert, clientSecret",
    "client_secret, clientSecret",
    "CLIENTID, clientId",
    "enable, enabled",
    "allow, ",
    "allowFrm, allowFrom",
    "prot, port",
    "tpye, type",
    "webhook, ",
    "x, "
  })
  void findsTheNearestName(String word, String expected) {
    assertThat(SpellingHint.closest(word, KEYS).orElse(null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "abc, acb, 1",
    "abc, ab, 1",
    "abc, xbc, 1",
    "abc, '', 3",
    "ca, abc, 3"
  })
  void countsSlips(String a, String b, int expected) {
    assertThat(SpellingHint.distance(a, b)).isEqualTo(expected);
  }

  @Test
  void copesWithEndlessKeys() {
    assertThat(SpellingHint.closest("k".repeat(100_000), KEYS)).isEmpty();
  }
}
