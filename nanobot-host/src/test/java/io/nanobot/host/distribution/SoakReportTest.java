package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SoakReportTest {
  private static final long MEBIBYTE = 1024 * 1024;
  private static final Repeats NONE = new Repeats(0, List.of());

  @Test
  void isContentWithOneAnswerEachAndAFlatFootprint() {
    SoakReport report = report(talk("1", "2"), NONE, flat());

    assertThat(report.failures()).isEmpty();
    assertThat(report.summary()).contains("all promises kept", "LOST           0");
  }

  @Test
  void failsForALostMessage() {
    assertThat(report(talk("1"), NONE, flat()).failures())
        .containsExactly("acknowledged and never answered in direct [2]");
  }

  @Test
  void failsForAMessageThatNobodyAcknowledged() {
    Transcript silent = new Transcript("direct", 2, 0, List.of(1), List.of("1"));

    assertThat(report(silent, NONE, flat()).failures())
        .containsExactly("1 messages were never acknowledged");
  }

  @Test
  void failsForDisorderAndForeignReplies() {
    assertThat(report(talk("2", "1", "Sorry"), NONE, flat()).failures())
        .containsExactly(
            "1 replies out of order in direct", "replies that answer nothing: [Sorry]");
  }

  @Test
  void failsForARepetitionWithoutExcuseOnly() {
    assertThat(report(talk("1", "2"), new Repeats(3, List.of()), flat()).failures()).isEmpty();
    assertThat(report(talk("1", "2"), new Repeats(3, List.of("1 twice")), flat()).failures())
        .containsExactly("repeated without an uncertain send: [1 twice]");
  }

  @Test
  void failsForAnErrorInTheLog() {
    SoakReport report =
        new SoakReport(
            7,
            Duration.ofMinutes(1),
            Map.of(),
            List.of(talk("1", "2")),
            NONE,
            flat(),
            List.of("ERROR it broke"));

    assertThat(report.failures()).containsExactly("an error in the log: ERROR it broke");
  }

  @Test
  void failsForEachKindOfGrowth() {
    List<Footprint> growing =
        LongStream.range(0, 9)
            .mapToObj(i -> new Footprint(i * 2 * MEBIBYTE, i * 2, i * 2))
            .toList();

    assertThat(report(talk("1", "2"), NONE, growing).failures())
        .containsExactly(
            "heap bytes grew from 2097152 to 14680064",
            "threads grew from 2 to 14",
            "file descriptors grew from 2 to 14");
  }

  @Test
  void failsWhenItCanNotTellWhetherTheFootprintIsFlat() {
    assertThat(report(talk("1", "2"), NONE, flat().subList(0, 5)).failures())
        .containsExactly("too short to tell whether memory, threads and files stay flat");
    assertThat(report(talk("1", "2"), NONE, List.of()).summary()).contains("not measured");
  }

  private static Transcript talk(String... replies) {
    return new Transcript("direct", 2, 0, List.of(1, 2), List.of(replies));
  }

  private static List<Footprint> flat() {
    return LongStream.range(0, 9)
        .mapToObj(i -> new Footprint((20 + i % 2) * MEBIBYTE, 100 + i % 2, 70 - i % 2))
        .toList();
  }

  private static SoakReport report(
      Transcript transcript, Repeats repeats, List<Footprint> footprints) {
    return new SoakReport(
        7, Duration.ofMinutes(1), Map.of(), List.of(transcript), repeats, footprints, List.of());
  }
}
