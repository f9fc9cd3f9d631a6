package io.nanobot.host.security.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Conversation;
import io.nanobot.host.ManualClock;
import io.nanobot.host.security.audit.AuditEvent.AccessDecided;
import io.nanobot.host.security.audit.AuditEvent.GatewayStopped;
import io.nanobot.host.security.audit.AuditEvent.LimitExceeded;
import io.nanobot.host.security.audit.AuditEvent.Repeatable;
import io.nanobot.host.security.audit.AuditEvent.RoleRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionsTest {
  private final ManualClock clock = new ManualClock();
  private final List<Stamped> told = new ArrayList<>();
  private final Repetitions repetitions = new Repetitions(3, told::add);

  @Test
  void tellsTheFirstAtOnceAndTheOthersOnceAMinuteWithTheirNumber() {
    for (int i = 0; i < 150; i++) {
      decide("staffId:1", "NOT_LISTED");
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(times()).containsExactly(1L, 59L, 60L);
    repetitions.end();
    assertThat(times()).containsExactly(1L, 59L, 60L, 30L);
  }

  @Test
  void tellsTheNumberAlsoWhenNothingFollows() {
    decide("staffId:1", "NOT_LISTED");
    decide("staffId:1", "NOT_LISTED");
    repetitions.pass(clock.instant());
    assertThat(times()).containsExactly(1L);
    clock.pass(Repetitions.WINDOW);
    repetitions.pass(clock.instant());
    assertThat(times()).containsExactly(1L, 1L);
    assertThat(told.get(1).time()).isEqualTo(told.get(0).time());
    clock.pass(Repetitions.WINDOW);
    repetitions.pass(clock.instant());
    decide("staffId:1", "NOT_LISTED");
    assertThat(times()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void decisionsThatDifferAreToldApart() {
    decide("staffId:1", "NOT_LISTED");
    decide("staffId:2", "NOT_LISTED");
    decide("staffId:1", "LISTED");
    assertThat(times()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void aChangedNameIsNoOtherPerson() {
    repetitions.accept(new Stamped(clock.instant(), decision("staffId:1", "A", "LISTED")));
    repetitions.accept(new Stamped(clock.instant(), decision("staffId:1", "B", "LISTED")));
    assertThat(told).hasSize(1);
  }

  @Test
  void forgetsTheLongestKnownBeyondItsBoundButNotItsNumber() {
    decide("staffId:1", "NOT_LISTED");
    decide("staffId:1", "NOT_LISTED");
    for (int i = 2; i < 6; i++) {
      decide("staffId:" + i, "NOT_LISTED");
    }
    assertThat(told.stream().filter(each -> who(each).equals("staffId:1")).count()).isEqualTo(2);
    decide("staffId:1", "NOT_LISTED");
    assertThat(told.stream().filter(each -> who(each).equals("staffId:1")).count()).isEqualTo(3);
  }

  @Test
  void aClockThatIsSetBackSilencesNobody() {
    decide("staffId:1", "NOT_LISTED");
    clock.pass(Duration.ofHours(-5));
    decide("staffId:1", "NOT_LISTED");
    assertThat(times()).containsExactly(1L, 1L);
  }

  @Test
  void aFloodBeyondALimitOrOfCommandsOfOthersIsCountedToo() {
    for (int i = 0; i < 100; i++) {
      tell(new LimitExceeded("dingtalk", "bob", Conversation.Kind.DIRECT, "c1", "textLength", 1));
      tell(new RoleRefused("dingtalk", "bob", "admin", "/restart", 1));
    }
    tell(new LimitExceeded("dingtalk", "bob", Conversation.Kind.DIRECT, "c1", "attachments", 1));
    repetitions.end();
    assertThat(told)
        .extracting(Stamped::event)
        .containsExactly(
            new LimitExceeded("dingtalk", "bob", Conversation.Kind.DIRECT, "c1", "textLength", 1),
            new RoleRefused("dingtalk", "bob", "admin", "/restart", 1),
            new LimitExceeded("dingtalk", "bob", Conversation.Kind.DIRECT, "c1", "attachments", 1),
            new LimitExceeded("dingtalk", "bob", Conversation.Kind.DIRECT, "c1", "textLength", 99),
            new RoleRefused("dingtalk", "bob", "admin", "/restart", 99));
  }

  @Test
  void otherEventsAreNeverHeldBack() {
    for (int i = 0; i < 5; i++) {
      repetitions.accept(new Stamped(clock.instant(), new GatewayStopped(1)));
    }
    assertThat(told).hasSize(5);
  }

  private void decide(String who, String rule) {
    tell(decision(who, "Han Meimei", rule));
  }

  private void tell(Repeatable event) {
    repetitions.accept(new Stamped(clock.instant(), event));
  }

  private static AccessDecided decision(String who, String name, String rule) {
    return new AccessDecided(
        "dingtalk", who, name, Conversation.Kind.DIRECT, "c1", rule.equals("LISTED"), rule, 1);
  }

  private List<Long> times() {
    return told.stream().map(each -> ((AccessDecided) each.event()).times()).toList();
  }

  private static String who(Stamped stamped) {
    return ((AccessDecided) stamped.event()).who();
  }
}
