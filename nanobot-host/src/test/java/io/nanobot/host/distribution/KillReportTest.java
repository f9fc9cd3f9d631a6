package io.nanobot.host.distribution;

import static java.util.stream.Stream.concat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KillReportTest {
  @Test
  void toleratesOneRepetitionPerConversationKillAndFreeze() {
    assertThat(report(3, "1", "2").failures()).isEmpty();
  }

  @Test
  void failsForOneRepetitionMore() {
    assertThat(report(4, "1", "2").failures())
        .containsExactly("4 replies were repeated, at most 3 may be");
  }

  @Test
  void failsForAnAcknowledgedMessageWithoutAnAnswer() {
    assertThat(report(0, "1").failures())
        .containsExactly("1 acknowledged messages were never answered: [direct [2]]");
  }

  @Test
  void failsForDisorder() {
    assertThat(report(0, "2", "1").failures())
        .containsExactly("1 replies came after the reply to a later message");
  }

  @Test
  void failsForAMessageThatNobodyAcknowledged() {
    Transcript silent = new Transcript("direct", 2, 2, List.of(1), List.of("1"));

    assertThat(report(silent).failures()).containsExactly("1 messages were never acknowledged");
  }

  /** Of one conversation, after two kills, a freeze and a clean stop. */
  private static KillReport report(int repetitions, String... replies) {
    Stream<String> repeated = IntStream.range(0, repetitions).mapToObj(i -> replies[0]);
    return report(
        new Transcript(
            "direct", 2, 0, List.of(1, 2), concat(Stream.of(replies), repeated).toList()));
  }

  private static KillReport report(Transcript transcript) {
    KillLoopSettings settings =
        new KillLoopSettings("SQLite", Optional.empty(), 1, 2, 1, 1, Duration.ofSeconds(10), 7);
    return new KillReport(settings, List.of(transcript), List.of(), Duration.ZERO);
  }
}
