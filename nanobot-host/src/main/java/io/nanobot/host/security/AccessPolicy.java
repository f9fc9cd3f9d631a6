package io.nanobot.host.security;

import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.GroupPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Who is admitted on one channel. The same arguments always give the same decision, and what is not
 * admitted by a rule is not admitted.
 */
public final class AccessPolicy {
  private final Schemes schemes;
  private final AccessConfig config;
  private final AllowList allowed;
  private final Map<String, AllowList> allowedInGroups;
  private final Optional<AllowList> allowedInOtherGroups;

  public AccessPolicy(Schemes schemes, AccessConfig config) {
    this.schemes = schemes;
    this.config = config;
    this.allowed = new AllowList(schemes, config.allowFrom());
    this.allowedInGroups =
        config.groups().keySet().stream()
            .filter(id -> config.group(id).allowFrom().isPresent())
            .collect(Collectors.toMap(id -> id, id -> list(config.group(id)).orElseThrow()));
    this.allowedInOtherGroups = list(config.group(AccessConfig.ANY));
  }

  private Optional<AllowList> list(GroupConfig group) {
    return group.allowFrom().map(entries -> new AllowList(schemes, entries));
  }

  /** The channel's identities. */
  public Schemes schemes() {
    return schemes;
  }

  /** What is configured. */
  AccessConfig config() {
    return config;
  }

  /**
   * Decides about one message.
   *
   * @param paired asked only if nothing but an approved pairing can admit the sender
   */
  public Decision decide(Attempt attempt, BooleanSupplier paired) {
    return attempt.inGroup() ? inGroup(attempt, paired) : direct(attempt.sender(), paired);
  }

  /** Whether nobody can ever be admitted. */
  public boolean admitsNobody() {
    boolean nobodyAlone =
        config.dmPolicy() == DirectPolicy.DISABLED
            || (config.dmPolicy() == DirectPolicy.ALLOWLIST && allowed.isEmpty());
    boolean nobodyInGroups =
        config.groupPolicy() == GroupPolicy.DISABLED
            || (config.groupPolicy() == GroupPolicy.ALLOWLIST
                && allowed.isEmpty()
                && config.groupAllowFrom().isEmpty()
                && config.dmPolicy() != DirectPolicy.PAIRING
                && allowedInOtherGroups.map(AllowList::isEmpty).orElse(true)
                && allowedInGroups.values().stream().allMatch(AllowList::isEmpty));
    return nobodyAlone && nobodyInGroups;
  }

  private Decision direct(Sender sender, BooleanSupplier paired) {
    if (config.dmPolicy() == DirectPolicy.OPEN) {
      return Decision.DIRECT_OPEN;
    }
    Decision decision = listed(sender, paired);
    // Whoever is not admitted in any case must not learn how the channel is set up.
    return decision.admits() && config.dmPolicy() == DirectPolicy.DISABLED
        ? Decision.DIRECT_DISABLED
        : decision;
  }

  private Decision inGroup(Attempt attempt, BooleanSupplier paired) {
    String id = attempt.conversation().id();
    GroupConfig group = config.group(id);
    if (group.requireMention().orElse(config.requireMention()) && !attempt.mentionsBot()) {
      return Decision.NOT_MENTIONED;
    }
    if (config.groupPolicy() == GroupPolicy.DISABLED) {
      return Decision.GROUPS_DISABLED;
    }
    if (!group.enabled().orElse(true)) {
      return Decision.GROUP_DISABLED;
    }
    Optional<AllowList> own =
        Optional.ofNullable(allowedInGroups.get(id)).or(() -> allowedInOtherGroups);
    if (own.isPresent()) {
      return own.get().has(attempt.sender())
          ? Decision.LISTED_IN_GROUP
          : Decision.NOT_LISTED_IN_GROUP;
    }
    if (config.groupPolicy() == GroupPolicy.OPEN) {
      return Decision.GROUP_OPEN;
    }
    if (config.groupAllowFrom().contains(id)
        || config.groupAllowFrom().contains(AccessConfig.ANY)) {
      return Decision.GROUP_LISTED;
    }
    return listed(attempt.sender(), paired);
  }

  private Decision listed(Sender sender, BooleanSupplier paired) {
    if (allowed.hasEverybody()) {
      return Decision.EVERYBODY;
    }
    if (allowed.has(sender)) {
      return Decision.LISTED;
    }
    if (!schemes.isPrimary(sender.identity())) {
      return Decision.UNKNOWN_IDENTITY;
    }
    if (config.dmPolicy() != DirectPolicy.PAIRING) {
      return Decision.NOT_LISTED;
    }
    return paired.getAsBoolean() ? Decision.PAIRED : Decision.UNPAIRED;
  }
}
