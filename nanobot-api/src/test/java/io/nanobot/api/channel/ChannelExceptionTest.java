package io.nanobot.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelExceptionTest {
  @Test
  void carriesWhatTheHostNeeds() {
    ChannelException exception =
        new ChannelException(
            ChannelException.Kind.RATE_LIMITED,
            "Too fast.",
            "Wait.",
            Optional.of(Duration.ofSeconds(2)));

    assertThat(exception.kind()).isEqualTo(ChannelException.Kind.RATE_LIMITED);
    assertThat(exception).hasMessage("Too fast.");
    assertThat(exception.hint()).isEqualTo("Wait.");
    assertThat(exception.retryAfter()).contains(Duration.ofSeconds(2));
  }

  @Test
  void keepsItsCauseForTheDebugLog() {
    IOException cause = new IOException("reset");

    assertThat(new ChannelException(ChannelException.Kind.UNAVAILABLE, "Gone.").causedBy(cause))
        .hasCause(cause);
  }

  @Test
  void onlyABusyHostLeavesAMessageUnacknowledged() {
    for (Acceptance acceptance : Acceptance.values()) {
      assertThat(acceptance.acknowledge()).isEqualTo(acceptance != Acceptance.BUSY);
    }
  }
}
