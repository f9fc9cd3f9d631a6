package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  @Test
  void findsNothingWrongWithOneReplyForEachInOrder() {
    Transcript good = transcript(List.of(1, 2, 3), "1", "2", "3");

    assertThat(good.answered()).isEqualTo(3);
    assertThat(good.lost()).isEmpty();
    assertThat(good.resent()).isZero();
    assertThat(good.outOfOrder()).isZero();
    assertThat(good.foreign()).isEmpty();
  }

  @Test
  void missesTheReplyToAnAcknowledgedMessage() {
    assertThat(transcript(List.of(1, 2, 3), "1", "3").lost()).containsExactly(2);
  }

  @Test
  void missesNoReplyToAMessageThatWasNeverAcknowledged() {
    assertThat(transcript(List.of(1, 3), "1", "3").lost()).isEmpty();
  }

  @Test
  void countsARepetitionAndDoesNotMistakeItForDisorder() {
    Transcript repeated = transcript(List.of(1, 2), "1", "2", "1", "1");

    assertThat(repeated.resent()).isEqualTo(2);
    assertThat(repeated.outOfOrder()).isZero();
  }

  @Test
  void noticesAFirstReplyAfterALaterOne() {
    assertThat(transcript(List.of(1, 2, 3), "1", "3", "2").outOfOrder()).isEqualTo(1);
  }

  @Test
  void noticesRepliesToNothing() {
    assertThat(transcript(List.of(1, 2), "1", "Sorry", "7", "2").foreign())
        .containsExactly("Sorry", "7");
  }

  private static Transcript transcript(List<Integer> acknowledged, String... replies) {
    return new Transcript("conversation", 3, 0, acknowledged, List.of(replies));
  }
}
