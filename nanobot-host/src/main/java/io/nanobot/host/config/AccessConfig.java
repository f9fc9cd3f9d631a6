package io.nanobot.host.config;

import java.util.List;
import java.util.Map;

/**
 * Who may talk to the bot through one channel. Immutable.
 *
 * @param allowFrom exact IDs, or {@code *} for everybody
 * @param dmPolicy who may write in a direct conversation
 * @param groupPolicy who may write in a group
 * @param groupAllowFrom IDs of groups in which everybody may talk to the bot, or {@code *}
 * @param requireMention whether the bot answers in groups only when it is mentioned
 * @param groups by the group's ID; {@code *} is for the others
 * @param denyNotice whether those who are turned away are told so, with their own ID
 */
public record AccessConfig(
    List<String> allowFrom,
    DirectPolicy dmPolicy,
    GroupPolicy groupPolicy,
    List<String> groupAllowFrom,
    boolean requireMention,
    Map<String, GroupConfig> groups,
    boolean denyNotice) {
  /** What an entry says that stands for all. */
  public static final String ANY = "*";

  /** Copies the collections. */
  public AccessConfig {
    allowFrom = List.copyOf(allowFrom);
    groupAllowFrom = List.copyOf(groupAllowFrom);
    groups = Map.copyOf(groups);
  }

  /** A channel of which nothing but the list is configured. */
  public static AccessConfig of(List<String> allowFrom) {
    return new AccessConfig(
        allowFrom, DirectPolicy.ALLOWLIST, GroupPolicy.ALLOWLIST, List.of(), true, Map.of(), false);
  }

  /** The rules of one group. */
  public GroupConfig group(String id) {
    GroupConfig others = groups.getOrDefault(ANY, GroupConfig.NONE);
    return groups.getOrDefault(id, GroupConfig.NONE).or(others);
  }
}
