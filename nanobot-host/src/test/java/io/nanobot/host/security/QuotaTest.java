package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private final ManualClock clock = new ManualClock();
  private final Quota<String> quota = new Quota<>(2, Duration.ofMinutes(1), 3, clock);

  @Test
  void givesSoManyWithinTheTimeAndCountsTheOthers() {
    assertThat(quota.take("a")).hasValue(0);
    assertThat(quota.take("a")).hasValue(0);
    assertThat(quota.take("a")).isEmpty();
    assertThat(quota.take("a")).isEmpty();
    assertThat(quota.take("b")).hasValue(0);
    clock.pass(Duration.ofMinutes(1));
    assertThat(quota.take("a")).hasValue(2);
    assertThat(quota.take("a")).hasValue(0);
  }

  @Test
  void takesBackWhatWasOfNoUse() {
    quota.take("a");
    quota.take("a");
    quota.giveBack("a");
    assertThat(quota.take("a")).isPresent();
    assertThat(quota.take("a")).isEmpty();
  }

  @Test
  void isNotStuckWhenTheClockIsSetBack() {
    quota.take("a");
    quota.take("a");
    clock.pass(Duration.ofDays(-1));
    assertThat(quota.take("a")).isPresent();
  }

  @Test
  void remembersThoseWhoAskedLast() {
    quota.take("a");
    quota.take("a");
    quota.take("b");
    quota.take("c");
    assertThat(quota.take("a")).isEmpty();
    quota.take("d");
    quota.take("e");
    assertThat(quota.take("a")).isEmpty();
    quota.take("b");
    quota.take("c");
    quota.take("d");
    assertThat(quota.take("a")).isPresent();
  }
}
