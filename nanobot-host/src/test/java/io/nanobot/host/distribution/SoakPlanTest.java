package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoakPlanTest {
  private static final Duration ROOM = Duration.ofMinutes(30);

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(SoakPlan.of(ROOM, 7))
        .isEqualTo(SoakPlan.of(ROOM, 7))
        .isNotEqualTo(SoakPlan.of(ROOM, 8));
  }

  @Test
  void bringsEachFaultOnceBeforeAnyComesAgain() {
    int faults = SoakFault.values().length;

    assertThat(SoakPlan.of(ROOM, 7).steps().subList(faults, 2 * faults))
        .extracting(SoakPlan.Step::fault)
        .containsExactlyInAnyOrder(SoakFault.values());
  }

  @Test
  void refusesALengthThatHasNoRoomForEachFault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SoakPlan.of(Duration.ofSeconds(20), 7))
        .withMessageContaining("take 30 s or more");
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 90, 1800})
  void bringsEachFaultAndEndsInTime(int seconds) {
    Duration room = Duration.ofSeconds(seconds);
    SoakPlan plan = SoakPlan.of(room, 7);

    assertThat(plan.steps()).extracting(SoakPlan.Step::fault).contains(SoakFault.values());
    assertThat(
            plan.steps().stream().map(SoakPlan.Step::total).reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(room);
  }
}
