package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class EndpointPaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final EndpointPace pace = new EndpointPace(3);

  private void callFrom(long start, long end) {
    assertThat(pace.turn(start)).isEqualTo(start);
    pace.started();
    pace.ended(end);
  }

  @Test
  void startsCallsAtOnceUntilThereAreTooMany() {
    callFrom(5, 15);
    callFrom(6, 16);
    callFrom(7, 17);
    assertThat(pace.turn(20)).isEqualTo(15 + SECOND);
  }

  @Test
  void doesNotKnowWhenTheNextMayStartWhileAllAreUnderWay() {
    for (int i = 0; i < 3; i++) {
      pace.started();
    }
    assertThat(pace.turn(SECOND * 5)).isEqualTo(EndpointPace.UNKNOWN);
    pace.ended(SECOND * 6);
    assertThat(pace.turn(SECOND * 6)).isEqualTo(SECOND * 7);
  }

  private record Call(long arrival, long end) {}

  @RepeatedTest(20)
  void neverLetsMoreArriveInAnySecond(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    PriorityQueue<Call> underWay = new PriorityQueue<>(Comparator.comparingLong(Call::end));
    List<Long> arrivals = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 300; i++) {
      now += random.nextLong(SECOND / 4);
      while (pace.turn(now) > now) {
        long next = underWay.isEmpty() ? Long.MAX_VALUE : underWay.peek().end();
        now = Math.min(pace.turn(now), next);
        if (now == next) {
          pace.ended(underWay.remove().end());
        }
      }
      pace.started();
      long arrival = now + random.nextLong(SECOND);
      arrivals.add(arrival);
      underWay.add(new Call(arrival, arrival + random.nextLong(SECOND)));
    }
    arrivals.sort(Comparator.naturalOrder());
    for (int i = 3; i < arrivals.size(); i++) {
      assertThat(arrivals.get(i) - arrivals.get(i - 3)).isGreaterThanOrEqualTo(SECOND);
    }
  }

  @Test
  void pausesAsLongAsDingTalkSays() {
    pace.refused(0, Duration.ofSeconds(7));
    assertThat(pace.turn(1)).isEqualTo(7 * SECOND);
  }

  @Test
  void doublesThePauseWhileItDoesNotHelp() {
    List<Long> pauses = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 8; i++) {
      pace.refused(now, Duration.ofSeconds(1));
      pauses.add((pace.pausedUntil() - now) / SECOND);
      now = pace.pausedUntil();
    }
    assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void takesManyRefusalsAtOnceForOne() {
    for (int i = 0; i < 16; i++) {
      pace.refused(i, Duration.ofSeconds(1));
    }
    assertThat(pace.pausedUntil()).isEqualTo(15 + SECOND);
  }

  @Test
  void forgetsRefusalsOnceACallWasAccepted() {
    pace.refused(0, Duration.ofSeconds(1));
    pace.refused(2 * SECOND, Duration.ofSeconds(1));
    pace.accepted();
    pace.refused(9 * SECOND, Duration.ofSeconds(1));
    assertThat(pace.pausedUntil()).isEqualTo(10 * SECOND);
  }

  @Test
  void keepsALongPauseThatDingTalkNames() {
    pace.refused(0, Duration.ofMinutes(5));
    assertThat(pace.pausedUntil()).isEqualTo(300 * SECOND);
  }
}
