package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AskingTest {
  @Test
  void asksAgainAfterPausesThatDoubleUpToABound() {
    assertThat(Asking.backoff(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(Asking.backoff(1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(Asking.backoff(9)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }
}
