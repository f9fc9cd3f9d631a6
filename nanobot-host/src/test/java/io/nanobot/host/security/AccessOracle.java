package io.nanobot.host.security;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.GroupPolicy;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The access rules a second time, as sets of texts and as the manual tells them: a person has a set
 * of full names, a list is a set of full names, and who is admitted has one in common with it.
 */
record AccessOracle(AccessConfig config) {
  enum Answer {
    ADMIT,
    IGNORE,
    REFUSE
  }

  Answer answer(Attempt attempt, boolean paired) {
    boolean group = attempt.conversation().kind() == Conversation.Kind.GROUP;
    String id = attempt.conversation().id();
    if (group && !attempt.mentionsBot() && rule(id, GroupConfig::requireMention, mention())) {
      return Answer.IGNORE;
    }
    boolean admitted =
        group
            ? !closed(id) && admittedToGroup(id, attempt.sender(), paired)
            : config.dmPolicy() != DirectPolicy.DISABLED
                && (config.dmPolicy() == DirectPolicy.OPEN || known(attempt.sender(), paired));
    return admitted ? Answer.ADMIT : Answer.REFUSE;
  }

  private boolean closed(String id) {
    return config.groupPolicy() == GroupPolicy.DISABLED || !rule(id, GroupConfig::enabled, true);
  }

  private boolean admittedToGroup(String id, Sender sender, boolean paired) {
    List<String> own = rule(id, GroupConfig::allowFrom, null);
    if (own != null) {
      return onList(sender, own);
    }
    Set<String> openGroups = new HashSet<>(config.groupAllowFrom());
    return config.groupPolicy() == GroupPolicy.OPEN
        || openGroups.contains("*")
        || openGroups.contains(id)
        || known(sender, paired);
  }

  private boolean known(Sender sender, boolean paired) {
    boolean mayPair =
        config.dmPolicy() == DirectPolicy.PAIRING
            && sender.identity().scheme().equals(AnyAccess.PRIMARY);
    return onList(sender, config.allowFrom()) || (mayPair && paired);
  }

  static boolean onList(Sender sender, Collection<String> entries) {
    Set<String> listed = new HashSet<>();
    entries.forEach(entry -> listed.add(fullName(entry)));
    listed.retainAll(fullNames(sender));
    return entries.contains("*") || !listed.isEmpty();
  }

  private static Set<String> fullNames(Sender sender) {
    Set<String> names = new HashSet<>();
    for (Identity alias : sender.aliases()) {
      names.add(alias.scheme() + ":" + alias.value());
    }
    names.removeIf(name -> name.startsWith(AnyAccess.PRIMARY + ":"));
    names.add(sender.identity().scheme() + ":" + sender.identity().value());
    return names;
  }

  private static String fullName(String entry) {
    return entry.matches("(?s)(staffId|unionId|senderId):.*")
        ? entry
        : AnyAccess.PRIMARY + ":" + entry;
  }

  private boolean mention() {
    return config.requireMention();
  }

  /** The group's own rule, else that of "*", else the channel's. */
  private <T> T rule(String id, Function<GroupConfig, Optional<T>> part, T otherwise) {
    for (String key : List.of(id, "*")) {
      GroupConfig group = config.groups().get(key);
      if (group != null && part.apply(group).isPresent()) {
        return part.apply(group).get();
      }
    }
    return otherwise;
  }
}
