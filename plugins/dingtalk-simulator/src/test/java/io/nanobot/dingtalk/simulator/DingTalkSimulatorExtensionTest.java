package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DingTalkSimulatorExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DingTalkSimulatorExtensionTest {
  @Test
  @Order(1)
  void injectsARunningSimulator(DingTalkSimulator simulator) {
    simulator.faults().expireWebhooks();
    simulator.say("Li Lei", "left behind");
    assertThat(simulator.apiBase()).hasScheme("https");
  }

  @Test
  @Order(2)
  void clearsFaultsAndMessagesBetweenTests(DingTalkSimulator simulator) {
    assertThat(simulator.faults().active()).isEmpty();
    assertThat(simulator.replies()).isEmpty();
    assertThat(simulator.requests()).isEmpty();
  }

  @Nested
  class WithinANestedClass {
    @Test
    void isTheSameSimulator(DingTalkSimulator simulator) {
      assertThat(simulator.connections()).isEmpty();
    }
  }
}
