package io.nanobot.host.agent;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.host.config.AgentsConfig;
import io.nanobot.host.config.BindingConfig;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Which agent answers whom and where: the first binding that fits, else the default agent. */
public final class AgentBindings {
  /**
   * What the bindings say of one place and person.
   *
   * @param agent the name of the agent that answers
   * @param instructions what it is told there; empty if nothing
   */
  public record Bound(String agent, Optional<String> instructions) {}

  private final AgentsConfig config;

  @Inject
  public AgentBindings(AgentsConfig config) {
    this.config = config;
  }

  /** What answers there. */
  public Bound of(String channel, Conversation conversation, Principal principal) {
    return config.bindings().stream()
        .filter(binding -> fits(binding, channel, conversation, principal))
        .findFirst()
        .map(binding -> new Bound(agent(binding), binding.instructions()))
        .orElseGet(() -> new Bound(config.defaultAgent(), Optional.empty()));
  }

  /** The names of all agents that may have to answer. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add(config.defaultAgent());
    config.bindings().forEach(binding -> names.add(agent(binding)));
    return names;
  }

  private String agent(BindingConfig binding) {
    return binding.agent().orElse(config.defaultAgent());
  }

  private static boolean fits(
      BindingConfig binding, String channel, Conversation conversation, Principal principal) {
    return fits(binding.channel(), channel)
        && binding.group().map(group -> isIn(group, conversation)).orElse(true)
        && fits(binding.principal(), principal.id())
        && binding.role().map(principal.roles()::contains).orElse(true);
  }

  private static boolean fits(Optional<String> wanted, String actual) {
    return wanted.map(actual::equals).orElse(true);
  }

  private static boolean isIn(String group, Conversation conversation) {
    return conversation.kind() == Conversation.Kind.GROUP
        && (group.equals(BindingConfig.ANY_GROUP) || group.equals(conversation.id()));
  }
}
