package io.nanobot.host.security.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.LimitsConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Principal ALICE = new Principal("alice", "Alice");
  private static final Principal BOB = new Principal("bob", "Bob");

  private final AtomicLong nanos = new AtomicLong(-1_000_000);
  private final TimeMeter clock =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  @Test
  void aPersonIsBoundedOverAllConversations() {
    Limits limits = new Limits(new LimitsConfig(3, 0, 0, 0, 0), clock);

    for (String session : new String[] {"a", "b", "c"}) {
      assertThat(one(limits, ALICE, session)).isEmpty();
    }
    assertThat(one(limits, ALICE, "d").orElseThrow().limit()).isEqualTo("messagesPerMinute");
    assertThat(one(limits, BOB, "d")).isEmpty();
    pass(Duration.ofSeconds(20));
    assertThat(one(limits, ALICE, "d")).isEmpty();
    assertThat(one(limits, ALICE, "d")).isPresent();
  }

  @Test
  void aConversationIsBoundedOverAllPeople() {
    Limits limits = new Limits(new LimitsConfig(0, 2, 0, 0, 0), clock);

    assertThat(one(limits, ALICE, "a")).isEmpty();
    assertThat(one(limits, BOB, "a")).isEmpty();
    assertThat(one(limits, BOB, "a").orElseThrow().limit())
        .isEqualTo("conversationMessagesPerMinute");
    assertThat(one(limits, BOB, "b")).isEmpty();
  }

  @Test
  void isNewsOnceUntilSomethingWasTakenAgain() {
    Limits limits = new Limits(new LimitsConfig(1, 0, 0, 0, 0), clock);
    one(limits, ALICE, "a");

    assertThat(one(limits, ALICE, "a").orElseThrow().news()).isTrue();
    assertThat(one(limits, ALICE, "a").orElseThrow().news()).isFalse();
    pass(Duration.ofMinutes(1));
    assertThat(one(limits, ALICE, "a")).isEmpty();
    assertThat(one(limits, ALICE, "a").orElseThrow().news()).isTrue();
  }

  @Test
  void aLoopPausesForAMinuteAndIsNewsOnce() {
    Limits limits = new Limits(new LimitsConfig(0, 0, 20, 0, 0), clock);
    for (int i = 1; i < 20; i++) {
      assertThat(one(limits, ALICE, "a")).isEmpty();
      pass(Duration.ofSeconds(3));
    }

    assertThat(one(limits, ALICE, "a").orElseThrow().news()).as("the 20th in 60 s").isTrue();
    assertThat(one(limits, ALICE, "b")).as("another conversation").isEmpty();
    assertThat(one(limits, BOB, "a")).as("another person").isEmpty();
    pass(Duration.ofSeconds(59));
    assertThat(one(limits, ALICE, "a").orElseThrow().news()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(one(limits, ALICE, "a")).isEmpty();
  }

  @Test
  void somebodyWhoWritesSteadilyIsNoLoop() {
    Limits limits = new Limits(new LimitsConfig(0, 0, 20, 0, 0), clock);

    for (int i = 0; i < 200; i++) {
      assertThat(one(limits, ALICE, "a")).isEmpty();
      pass(Duration.ofSeconds(4));
    }
  }

  @Test
  void sizesAreBounded() {
    Limits limits = new Limits(new LimitsConfig(0, 0, 0, 5, 2), clock);
    Attachment file = new Attachment(Attachment.Kind.FILE, "a", Optional.empty(), "code");

    assertThat(of(limits, message().text("🐭🐭🐭🐭🐭"))).isEmpty();
    assertThat(of(limits, message().text("123456")).orElseThrow().notice().orElseThrow())
        .isEqualTo("Your message is too long: it has 6 characters, and 5 are possible.");
    assertThat(of(limits, message().attachments(Collections.nCopies(2, file)))).isEmpty();
    assertThat(of(limits, message().attachments(Collections.nCopies(3, file)))).isPresent();
  }

  @Test
  void replyHintsAreBounded() {
    Limits limits = new Limits(LimitsConfig.NONE, clock);

    assertThat(of(limits, message().replyHints(Map.of("k", "x".repeat(16_383))))).isEmpty();
    assertThat(of(limits, message().replyHints(Map.of("k", "x".repeat(16_384)))).orElseThrow())
        .satisfies(exceeded -> assertThat(exceeded.limit()).isEqualTo("replyHints"))
        .satisfies(exceeded -> assertThat(exceeded.detail()).contains("fault of the channel"))
        .satisfies(exceeded -> assertThat(exceeded.notice()).as("it would store them").isEmpty());
  }

  @Test
  void zeroIsNoLimit() {
    Limits limits = new Limits(LimitsConfig.NONE, clock);

    for (int i = 0; i < 10_000; i++) {
      assertThat(one(limits, ALICE, "a")).isEmpty();
    }
    assertThat(of(limits, message().text("x".repeat(1_000_000)))).isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Optional<Exceeded> one(Limits limits, Principal person, String session) {
    return limits.exceeded(person, session, message().build());
  }

  private static Optional<Exceeded> of(Limits limits, InboundMessage.Builder message) {
    return limits.exceeded(ALICE, "a", message.build());
  }

  private static InboundMessage.Builder message() {
    Sender sender = new Sender(new Identity("staffId", "42"), "");
    return InboundMessage.builder("m", Conversation.direct("42"), sender, Instant.EPOCH);
  }
}
