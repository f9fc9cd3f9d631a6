package io.nanobot.host.config;

import io.nanobot.api.config.Description;
import java.util.Optional;

/**
 * Where an agent answers, and what it is told there: where all that is said here fits.
 *
 * @param agent the agent's name; empty means the default agent
 * @param channel on this channel
 * @param group in the group of this ID; {@code *} means in any group
 * @param principal when this person of {@code security.users} asks
 * @param role when somebody with this role asks
 * @param instructions what the agent is told there, beside its own settings; never blank
 */
public record BindingConfig(
    @Description("Name of the agent that answers; without it the default agent does")
        Optional<String> agent,
    @Description("Only on this channel; cli is that of nanobot agent") Optional<String> channel,
    @Description("Only in the group of this ID; * means in any group, and in no 1:1 chat")
        Optional<String> group,
    @Description("Only for this person: a name of security.users, or channel:kind:ID")
        Optional<String> principal,
    @Description("Only for people with this role") Optional<String> role,
    @Description("What the agent is told here, beside its own systemPrompt")
        Optional<String> instructions) {
  /** In any group. */
  public static final String ANY_GROUP = "*";

  /** Where {@code nanobot agent} asks, which needs no section. */
  public static final String TERMINAL = "cli";

  /**
   * Takes blank instructions for none.
   *
   * @throws IllegalArgumentException if it changes nothing
   */
  public BindingConfig {
    instructions = instructions.filter(text -> !text.isBlank());
    if (agent.isEmpty() && instructions.isEmpty()) {
      throw new IllegalArgumentException(
          "A binding needs an agent that answers, instructions for it, or both.");
    }
  }
}
