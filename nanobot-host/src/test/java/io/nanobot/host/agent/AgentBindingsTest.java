package io.nanobot.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.host.agent.AgentBindings.Bound;
import io.nanobot.host.config.AgentsConfig;
import io.nanobot.host.config.BindingConfig;
import io.nanobot.host.config.HistoryConfig;
import io.nanobot.host.config.QueueConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgentBindingsTest {
  private static final Principal ALICE = new Principal("alice", "Alice", Set.of("admin", "user"));
  private static final Principal BOB = new Principal("dingtalk:staffId:7", "Bob", Set.of("user"));
  private static final Conversation DIRECT = Conversation.direct("7");
  private static final Conversation OPS = Conversation.group("cidOps", "Ops");
  private static final Conversation OTHERS = Conversation.group("cidOthers", "Others");

  @Test
  void theFirstThatFitsCounts() {
    AgentBindings bindings =
        bindings(
            binding("ops", "dingtalk", "cidOps", null, "admin"),
            binding("groups", null, "*", null, null),
            binding("alices", null, null, "alice", null),
            binding("late", null, null, "alice", null));

    assertThat(bindings.of("dingtalk", OPS, ALICE).agent()).isEqualTo("ops");
    assertThat(bindings.of("work", OPS, ALICE).agent()).isEqualTo("groups");
    assertThat(bindings.of("dingtalk", OPS, BOB).agent()).isEqualTo("groups");
    assertThat(bindings.of("dingtalk", OTHERS, ALICE).agent()).isEqualTo("groups");
    assertThat(bindings.of("dingtalk", DIRECT, ALICE).agent()).isEqualTo("alices");
    assertThat(bindings.of("dingtalk", DIRECT, BOB).agent()).isEqualTo("standard");
  }

  @Test
  void aGroupIsNoDirectConversationOfTheSameId() {
    AgentBindings bindings = bindings(binding("x", null, "7", null, null));
    assertThat(bindings.of("dingtalk", DIRECT, BOB).agent()).isEqualTo("standard");
    assertThat(bindings.of("dingtalk", Conversation.group("7", ""), BOB).agent()).isEqualTo("x");
  }

  @Test
  void onlyTheNamedOnesAreMade() {
    assertThat(bindings(binding("a", null, null, null, null)).names())
        .containsExactly("standard", "a");
  }

  @Test
  void instructionsComeFromTheBindingThatFits() {
    AgentBindings bindings =
        bindings(
            instructed(null, "cidOps", "Here are the operators."),
            instructed("other", "cidOthers", "Here is everybody else."));

    assertThat(bindings.of("dingtalk", OPS, BOB))
        .isEqualTo(new Bound("standard", Optional.of("Here are the operators.")));
    assertThat(bindings.of("dingtalk", OTHERS, BOB))
        .isEqualTo(new Bound("other", Optional.of("Here is everybody else.")));
    assertThat(bindings.of("dingtalk", DIRECT, BOB))
        .isEqualTo(new Bound("standard", Optional.empty()));
    assertThat(bindings.names()).containsExactly("standard", "other");
  }

  private static BindingConfig instructed(String agent, String group, String instructions) {
    return new BindingConfig(
        Optional.ofNullable(agent),
        Optional.empty(),
        Optional.of(group),
        Optional.empty(),
        Optional.empty(),
        Optional.of(instructions));
  }

  private static AgentBindings bindings(BindingConfig... bindings) {
    return new AgentBindings(
        new AgentsConfig(
            "standard",
            false,
            new HistoryConfig(1, 1, Duration.ofDays(1)),
            new QueueConfig(1, Optional.empty()),
            Duration.ofMinutes(1),
            List.of(bindings)));
  }

  private static BindingConfig binding(
      String agent, String channel, String group, String principal, String role) {
    return new BindingConfig(
        Optional.ofNullable(agent),
        Optional.ofNullable(channel),
        Optional.ofNullable(group),
        Optional.ofNullable(principal),
        Optional.ofNullable(role),
        Optional.empty());
  }
}
