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
  private final AgentsConfig config;

  @Inject
  public AgentBindings(AgentsConfig config) {
    this.config = config;
  }

  /** The name of the agent that answers. */
  public String agentFor(String channel, Conversation conversation, Principal principal) {
    return config.bindings().stream()
        .filter(binding -> fits(binding, channel, conversation, principal))
        .map(BindingConfig::agent)
        .findFirst()
        .orElse(config.defaultAgent());
  }

  /** The names of all agents that may have to answer. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add(config.defaultAgent());
    config.bindings().forEach(binding -> names.add(binding.agent()));
    return names;
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
