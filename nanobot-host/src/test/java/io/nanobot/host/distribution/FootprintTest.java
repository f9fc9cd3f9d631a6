package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FootprintTest {
  @Test
  void medianPassesOverOnePeak() {
    List<Footprint> all =
        List.of(new Footprint(1, 10, 5), new Footprint(900, 11, 6), new Footprint(3, 12, 7));

    assertThat(Footprint.median(all, Footprint::heap)).isEqualTo(3);
    assertThat(Footprint.median(all, Footprint::threads)).isEqualTo(11);
    assertThat(Footprint.median(all, Footprint::files)).isEqualTo(6);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void countsWhatAProcessHolds() throws Exception {
    byte[] kept = new byte[20_000_000];

    Footprint own = Footprint.of(ProcessHandle.current());

    assertThat(own.heap()).isGreaterThan(kept.length);
    assertThat(own.threads()).isGreaterThanOrEqualTo(Thread.activeCount());
    assertThat(own.files()).isPositive();
  }
}
