package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TakenTest {
  @Test
  void receiptHasTheIdsOfAllParts() {
    assertThat(new Taken(List.of("a", "b")).receipt().messageIds()).containsExactly("a", "b");
  }

  @Test
  void messageWithAPartWithoutIdHasNoneToBeTakenBackBy() {
    Taken taken = new Taken(List.of("a", "", "c"));

    assertThat(taken.receipt().messageIds()).isEmpty();
    assertThat(taken.knownIds()).as("for quotes").containsExactly("a", "c");
  }
}
