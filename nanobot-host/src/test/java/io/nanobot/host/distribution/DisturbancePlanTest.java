package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.distribution.Disturbance.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisturbancePlanTest {
  @Test
  void isTheSameForTheSameSeed() {
    assertThat(plan(7)).isEqualTo(plan(7)).isNotEqualTo(plan(8));
  }

  @Test
  void dealsEverythingOutEvenly() {
    List<List<Disturbance>> byGateway = plan(7).byGateway();

    assertThat(byGateway).extracting(List::size).containsExactly(13, 13, 13);
    assertThat(byGateway.stream().flatMap(List::stream).map(Disturbance::kind))
        .filteredOn(kind -> kind == Kind.KILL)
        .hasSize(30);
  }

  @Test
  void killsSomeWhileTheyStartAndStopsNoneBeforeTheyAreConnected() {
    List<Disturbance> early =
        plan(7).byGateway().stream().flatMap(List::stream).filter(Disturbance::early).toList();

    assertThat(early).isNotEmpty().allMatch(one -> one.kind() == Kind.KILL);
  }

  private static DisturbancePlan plan(long seed) {
    return DisturbancePlan.of(KillLoopSettings.of("any", Optional.empty(), 3, 30, seed));
  }
}
