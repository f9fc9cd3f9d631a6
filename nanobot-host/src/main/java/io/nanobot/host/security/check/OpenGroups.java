package io.nanobot.host.security.check;

import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.GroupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The groups of one channel in which everybody may talk to the bot. */
final class OpenGroups {
  private final String channel;
  private final AccessConfig access;

  OpenGroups(String channel, AccessConfig access) {
    this.channel = channel;
    this.access = access;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (access.groupPolicy() == GroupPolicy.DISABLED) {
      return findings;
    }
    boolean othersUnasked = others(findings);
    if (!othersUnasked) {
      listed(findings);
    }
    for (String id : new TreeSet<>(access.groups().keySet())) {
      if (!id.equals(AccessConfig.ANY)) {
        own(id, othersUnasked, findings);
      }
    }
    return findings;
  }

  /**
   * Those that the configuration does not name.
   *
   * @return whether all of them are answered unasked
   */
  private boolean others(List<Finding> findings) {
    GroupConfig rules = access.group(AccessConfig.ANY);
    if (!isOpen(AccessConfig.ANY, rules)) {
      return false;
    }
    boolean own = rules.allowFrom().isPresent();
    boolean byPolicy =
        own || access.groupPolicy() == GroupPolicy.OPEN || isListed(AccessConfig.ANY);
    String where = channel + (own ? ".groups.*" : byPolicy ? ".groupPolicy" : ".allowFrom");
    if (!asks(rules)) {
      findings.add(unasked(where, "every group that it is in"));
      return true;
    }
    if (byPolicy) { // else it is said that everybody is allowed, here and anywhere
      findings.add(
          new Finding(
              "groups-open",
              Severity.WARNING,
              "Every member of every group that the bot is in may talk to it.",
              where,
              "Set groupPolicy to \"allowlist\", and list the groups in groupAllowFrom."));
    }
    return false;
  }

  /** Those that are in groupAllowFrom without rules of their own: all have the same. */
  private void listed(List<Finding> findings) {
    access.groupAllowFrom().stream()
        .filter(id -> !id.equals(AccessConfig.ANY) && !access.groups().containsKey(id))
        .findFirst()
        .filter(id -> isOpen(id, access.group(id)) && !asks(access.group(id)))
        .ifPresent(id -> findings.add(unasked(channel + ".groupAllowFrom", "a group listed here")));
  }

  private void own(String id, boolean othersUnasked, List<Finding> findings) {
    GroupConfig own = access.groups().get(id);
    GroupConfig rules = access.group(id);
    if (!isOpen(id, rules)) {
      return;
    }
    String where = channel + ".groups." + id;
    boolean asOthers = own.requireMention().isEmpty() && own.allowFrom().isEmpty();
    if (!asks(rules)) {
      if (!othersUnasked || !asOthers) { // else it is said of all groups
        findings.add(unasked(where, "this group"));
      }
    } else if (own.allowFrom().isPresent()) {
      findings.add(
          new Finding(
              "group-open",
              Severity.WARNING,
              "Every member of this group may talk to the bot: its allowFrom has \"*\".",
              where + ".allowFrom",
              "List the IDs of those who may."));
    }
  }

  private boolean asks(GroupConfig rules) {
    return rules.requireMention().orElse(access.requireMention());
  }

  private boolean isOpen(String id, GroupConfig rules) {
    return rules.enabled().orElse(true)
        && rules
            .allowFrom()
            .map(list -> list.contains(AccessConfig.ANY))
            .orElse(
                access.groupPolicy() == GroupPolicy.OPEN
                    || isListed(id)
                    || access.allowFrom().contains(AccessConfig.ANY));
  }

  private boolean isListed(String id) {
    return access.groupAllowFrom().contains(id)
        || access.groupAllowFrom().contains(AccessConfig.ANY);
  }

  private static Finding unasked(String where, String groups) {
    return new Finding(
        "groups-open-without-mention",
        Severity.CRITICAL,
        "All that anybody says in %s goes to the agent, which answers it: the group is open, and requireMention is false."
            .formatted(groups),
        where,
        "Set requireMention to true, or list those who may talk to the bot.");
  }
}
