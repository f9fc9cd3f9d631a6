package io.nanobot.host.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReconnectPolicyTest {
  private final ChannelException lost = new ChannelException(Kind.UNAVAILABLE, "lost");

  private final ReconnectPolicy policy = new ReconnectPolicy(new Random(1));

  @Test
  void doublesFromOneSecondToOneMinuteWithJitter() {
    for (int expected : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertThat(policy.afterFailure(lost))
          .isBetween(Duration.ofMillis(expected * 800L), Duration.ofMillis(expected * 1200L));
    }
  }

  @Test
  void startsAgainAfterFiveStableMinutes() {
    for (int i = 0; i < 5; i++) {
      policy.afterFailure(lost);
    }

    assertThat(policy.afterLoss(lost, Duration.ofMinutes(5))).isLessThan(Duration.ofMillis(1201));
  }

  @Test
  void goesOnDoublingAfterAShortConnection() {
    policy.afterFailure(lost);
    policy.afterFailure(lost);

    assertThat(policy.afterLoss(lost, Duration.ofMinutes(4))).isGreaterThan(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONFIGURATION", "AUTHENTICATION", "PERMISSION"})
  void asksSlowlyWhereOnlyThePersonInChargeCanHelp(Kind kind) {
    assertThat(policy.afterFailure(new ChannelException(kind, "no")))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void waitsAsLongAsThePlatformAsksFor() {
    ChannelException busy =
        new ChannelException(Kind.RATE_LIMITED, "busy", "", Optional.of(Duration.ofSeconds(30)));

    assertThat(policy.afterFailure(busy)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void doesNotWaitForEverEvenIfThePlatformAsksForIt() {
    ChannelException absurd =
        new ChannelException(
            Kind.RATE_LIMITED, "busy", "", Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));

    assertThat(policy.afterFailure(absurd)).isEqualTo(Duration.ofHours(1));
  }
}
