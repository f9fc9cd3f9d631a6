package io.nanobot.host.security.check;

import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.ChannelSection;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.GroupPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Channels through which people may use the bot whom nobody has chosen. */
final class OpenChannels implements Check {
  @Override
  public List<Finding> findings(Subject subject) {
    List<Finding> findings = new ArrayList<>();
    subject.config().channels().stream()
        .filter(ChannelSection::enabled)
        .forEach(channel -> look("channels." + channel.name(), channel.access(), findings));
    return findings;
  }

  private static void look(String channel, AccessConfig access, List<Finding> findings) {
    if (access.allowFrom().contains(AccessConfig.ANY)) {
      findings.add(
          new Finding(
              "everybody-allowed",
              Severity.WARNING,
              "Everybody on the platform may talk to the bot: allowFrom has \"*\".",
              channel + ".allowFrom",
              "List the IDs of those who may, or let them pair: \"dmPolicy\": \"pairing\"."));
    }
    if (access.dmPolicy() == DirectPolicy.OPEN) {
      findings.add(
          new Finding(
              "direct-open",
              Severity.WARNING,
              "Everybody on the platform may talk to the bot in private: dmPolicy is open.",
              channel + ".dmPolicy",
              "Set it to \"allowlist\" or \"pairing\"."));
    }
    if (access.groupPolicy() != GroupPolicy.DISABLED) {
      otherGroups(channel, access, findings);
      for (String id : new TreeSet<>(access.groups().keySet())) {
        if (!id.equals(AccessConfig.ANY)) {
          group(channel + ".groups." + id, access, id, findings);
        }
      }
    }
  }

  private static void otherGroups(String channel, AccessConfig access, List<Finding> findings) {
    GroupConfig rules = access.group(AccessConfig.ANY);
    if (!rules.enabled().orElse(true) || !isOpen(access, rules)) {
      return;
    }
    String where = channel + (rules.allowFrom().isPresent() ? ".groups.*" : ".groupPolicy");
    if (rules.requireMention().orElse(access.requireMention())) {
      findings.add(
          new Finding(
              "groups-open",
              Severity.WARNING,
              "Every member of every group that the bot is in may talk to it.",
              where,
              "Set groupPolicy to \"allowlist\", and list the groups in groupAllowFrom."));
    } else {
      findings.add(unasked(where, "every group that it is in"));
    }
  }

  private static void group(String where, AccessConfig access, String id, List<Finding> findings) {
    GroupConfig rules = access.group(id);
    GroupConfig own = access.groups().get(id);
    if (!rules.enabled().orElse(true) || !isOpen(access, rules)) {
      return;
    }
    if (own.requireMention().isPresent() && !own.requireMention().get()) {
      findings.add(unasked(where, "this group"));
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

  private static boolean isOpen(AccessConfig access, GroupConfig rules) {
    return rules
        .allowFrom()
        .map(list -> list.contains(AccessConfig.ANY))
        .orElse(
            access.groupPolicy() == GroupPolicy.OPEN
                || access.groupAllowFrom().contains(AccessConfig.ANY));
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
