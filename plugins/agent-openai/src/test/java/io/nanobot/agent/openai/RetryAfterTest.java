package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  @Test
  void readsSeconds() {
    assertThat(RetryAfter.parse("20")).contains(Duration.ofSeconds(20));
    assertThat(RetryAfter.parse(" 0.5 ")).contains(Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "99999999999", "Wed, 21 Oct 2026 07:28:00 GMT"})
  void takesNothingElseForATime(String header) {
    assertThat(RetryAfter.parse(header)).isEmpty();
  }
}
