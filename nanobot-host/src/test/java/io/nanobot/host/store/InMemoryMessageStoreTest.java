package io.nanobot.host.store;

import static io.nanobot.host.store.MessageStore.Appended.FULL;
import static io.nanobot.host.store.MessageStore.Appended.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.host.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryMessageStoreTest extends MessageStoreContract {
  private final ManualClock clock = new ManualClock();

  @Override
  MessageStore create() {
    return new InMemoryMessageStore(clock, 100);
  }

  @Override
  void pass(Duration time) {
    clock.pass(time);
  }

  @Test
  void turnsAwayWhatIsBeyondItsBound() {
    MessageStore small = new InMemoryMessageStore(clock, 1);

    assertThat(small.append(List.of(question("a", "1"), question("b", "2"))))
        .containsExactly(STORED, FULL);
    // What was turned away was not remembered either: the platform may send it again.
    small.complete(small.claim(Queue.INBOX, "me", 1, Duration.ofSeconds(1)).get(0), 1, List.of());
    assertThat(small.append(List.of(question("b", "2")))).containsExactly(STORED);
  }
}
