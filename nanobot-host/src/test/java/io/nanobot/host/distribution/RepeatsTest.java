package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void findsNoneWhereEachIsSaidOnceInItsConversation() {
    assertThat(among(heard("a", "1", 0, true), heard("b", "1", 1, true), heard("a", "2", 2, true)))
        .isEqualTo(new Repeats(0, List.of()));
  }

  @Test
  void excusesOneWhoseFirstCopyWasNeverConfirmed() {
    assertThat(among(heard("a", "1", 0, false), heard("a", "1", 10, true)))
        .isEqualTo(new Repeats(1, List.of()));
  }

  @Test
  void excusesNoneAfterAConfirmedCopy() {
    assertThat(among(heard("a", "1", 0, true), heard("a", "1", 10, false)))
        .isEqualTo(new Repeats(0, List.of("1 at 2026-01-01T12:00:00Z and 2026-01-01T12:00:10Z")));
  }

  @Test
  void judgesEachCopyByTheOneBeforeIt() {
    Repeats repeats =
        among(heard("a", "1", 0, false), heard("a", "1", 10, true), heard("a", "1", 20, true));

    assertThat(repeats.excused()).isEqualTo(1);
    assertThat(repeats.inexcusable()).hasSize(1);
  }

  @Test
  void excusesWhatWasServedInABlackHoleOrAtItsEnd() {
    var blackHole = List.of(new Repeats.BlackHole(NOON.plusSeconds(5), NOON.plusSeconds(9)));

    assertThat(
            Repeats.among(List.of(heard("a", "1", 10, true), heard("a", "1", 20, true)), blackHole))
        .isEqualTo(new Repeats(1, List.of()));
    assertThat(
            Repeats.among(List.of(heard("a", "1", 4, true), heard("a", "1", 20, true)), blackHole)
                .inexcusable())
        .hasSize(1);
  }

  private static Repeats among(Repeats.Heard... replies) {
    return Repeats.among(List.of(replies), List.of());
  }

  private static Repeats.Heard heard(String where, String text, int second, boolean confirmed) {
    return new Repeats.Heard(where, text, NOON.plusSeconds(second), confirmed);
  }
}
