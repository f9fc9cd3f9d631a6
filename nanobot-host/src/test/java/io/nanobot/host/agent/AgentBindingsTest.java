package io.nanobot.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
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

    assertThat(bindings.agentFor("dingtalk", OPS, ALICE)).isEqualTo("ops");
    assertThat(bindings.agentFor("work", OPS, ALICE)).isEqualTo("groups");
    assertThat(bindings.agentFor("dingtalk", OPS, BOB)).isEqualTo("groups");
    assertThat(bindings.agentFor("dingtalk", OTHERS, ALICE)).isEqualTo("groups");
    assertThat(bindings.agentFor("dingtalk", DIRECT, ALICE)).isEqualTo("alices");
    assertThat(bindings.agentFor("dingtalk", DIRECT, BOB)).isEqualTo("standard");
  }

  @Test
  void aGroupIsNoDirectConversationOfTheSameId() {
    AgentBindings bindings = bindings(binding("x", null, "7", null, null));
    assertThat(bindings.agentFor("dingtalk", DIRECT, BOB)).isEqualTo("standard");
    assertThat(bindings.agentFor("dingtalk", Conversation.group("7", ""), BOB)).isEqualTo("x");
  }

  @Test
  void onlyTheNamedOnesAreMade() {
    assertThat(bindings(binding("a", null, null, null, null)).names())
        .containsExactly("standard", "a");
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
        agent,
        Optional.ofNullable(channel),
        Optional.ofNullable(group),
        Optional.ofNullable(principal),
        Optional.ofNullable(role));
  }
}
