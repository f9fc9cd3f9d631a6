package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RestartPauseTest {
  private static final Duration NEVER = Duration.ZERO;

  private final RestartPause pause = new RestartPause();

  @Test
  void growsUpToAMinuteAndStaysThere() {
    assertThat(LongStream.range(0, 10).map(unused -> pause.after(NEVER).toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L);
  }

  @Test
  void isShortAgainAtOnceForWhatRanWell() {
    for (int i = 0; i < 10; i++) {
      pause.after(NEVER);
    }
    assertThat(pause.after(Duration.ofDays(3))).hasSeconds(1);
    assertThat(pause.after(Duration.ofSeconds(5))).as("ran, and not well").hasSeconds(2);
  }
}
