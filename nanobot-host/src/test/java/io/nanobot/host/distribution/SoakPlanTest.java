package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakPlanTest {
  private static final Duration ROOM = Duration.ofMinutes(30);

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(SoakPlan.of(ROOM, 7))
        .isEqualTo(SoakPlan.of(ROOM, 7))
        .isNotEqualTo(SoakPlan.of(ROOM, 8));
  }

  @Test
  void bringsEachFaultAndEndsInTime() {
    SoakPlan plan = SoakPlan.of(ROOM, 7);

    assertThat(plan.steps()).extracting(SoakPlan.Step::fault).contains(SoakFault.values());
    assertThat(
            plan.steps().stream().map(SoakPlan.Step::total).reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(ROOM);
  }
}
