package io.nanobot.host.config;

import io.nanobot.api.config.Description;
import java.util.List;
import java.util.Optional;

/**
 * What is different in one group. What is absent is as in the rest of the channel.
 *
 * @param enabled false turns every message of the group away
 * @param requireMention whether the bot answers only when it is mentioned
 * @param allowFrom who may talk to the bot there, instead of all other lists
 */
public record GroupConfig(
    @Description("false turns every message of the group away") Optional<Boolean> enabled,
    @Description("Whether the bot answers only when it is mentioned")
        Optional<Boolean> requireMention,
    @Description("Who may talk to the bot in this group, instead of all other lists")
        Optional<List<String>> allowFrom) {
  /** A group without rules of its own. */
  public static final GroupConfig NONE =
      new GroupConfig(Optional.empty(), Optional.empty(), Optional.empty());

  /** Copies the list. */
  public GroupConfig {
    allowFrom = allowFrom.map(List::copyOf);
  }

  /** These rules, and where there is none the other's. */
  public GroupConfig or(GroupConfig other) {
    return new GroupConfig(
        enabled.or(other::enabled),
        requireMention.or(other::requireMention),
        allowFrom.or(other::allowFrom));
  }
}
