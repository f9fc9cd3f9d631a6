package io.nanobot.host.config;

import io.nanobot.api.config.Description;
import java.util.Optional;

/**
 * Where an agent answers: where all that is said here fits.
 *
 * @param agent the agent's name
 * @param channel on this channel
 * @param group in the group of this ID; {@code *} means in any group
 * @param principal when this person of {@code security.users} asks
 * @param role when somebody with this role asks
 */
public record BindingConfig(
    @Description("Name of the agent that answers") String agent,
    @Description("Only on this channel") Optional<String> channel,
    @Description("Only in the group of this ID; * means in any group, and in no 1:1 chat")
        Optional<String> group,
    @Description("Only for this person: a name of security.users, or channel:kind:ID")
        Optional<String> principal,
    @Description("Only for people with this role") Optional<String> role) {
  /** In any group. */
  public static final String ANY_GROUP = "*";
}
