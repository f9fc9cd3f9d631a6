package io.nanobot.host.security;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.SimpleJson;
import java.util.List;
import java.util.Optional;

/** What becomes of somebody's message, by which rule, and how to change that. */
public record Explanation(
    String channel, AccessPolicy policy, Attempt attempt, Principal principal, Decision decision) {
  private static final String INSTEAD_OF_ANY =
      "to admit only some, put their IDs in the place of \"*\" in %s";

  /** Where the message would be written. */
  public String place() {
    Conversation conversation = attempt.conversation();
    return switch (conversation.kind()) {
      case DIRECT -> "in a direct conversation";
      case GROUP -> "in group " + Printable.text(conversation.id());
    };
  }

  /** What becomes of it. */
  public String outcome() {
    return decision.admits() ? "admitted" : "refused";
  }

  /** What becomes of one that does not mention the bot; empty if that makes no difference. */
  public Optional<String> withoutMention() {
    Attempt silent = new Attempt(attempt.sender(), attempt.conversation(), false);
    return policy.decide(silent, () -> false) == Decision.NOT_MENTIONED
        ? Optional.of("ignored; to change that, " + toggled("requireMention", false))
        : Optional.empty();
  }

  /** What has to be done to get the opposite. */
  public String change() {
    String id = SimpleJson.quote(policy.schemes().write(attempt.sender().identity()));
    return switch (decision) {
      case EVERYBODY -> INSTEAD_OF_ANY.formatted(key("allowFrom"));
      case LISTED -> "remove %s from %s".formatted(id, key("allowFrom"));
      case PAIRED -> "run nanobot pairing revoke %s %s".formatted(channel, id);
      case DIRECT_OPEN -> "set %s to allowlist or pairing".formatted(key("dmPolicy"));
      case GROUP_OPEN, GROUPS_DISABLED -> "set %s to allowlist".formatted(key("groupPolicy"));
      case GROUP_LISTED -> unlistGroup();
      case LISTED_IN_GROUP ->
          ownList().contains(AccessConfig.ANY)
              ? INSTEAD_OF_ANY.formatted(ownListKey())
              : "remove %s from %s".formatted(id, ownListKey());
      case NOT_LISTED, UNKNOWN_IDENTITY -> "add %s to %s".formatted(id, key("allowFrom"));
      case UNPAIRED ->
          "add %s to %s, or approve the code they get when they write (nanobot pairing list)"
              .formatted(id, key("allowFrom"));
      case NOT_LISTED_IN_GROUP -> "add %s to %s".formatted(id, ownListKey());
      case DIRECT_DISABLED ->
          "set %s to allowlist, and %s to false"
              .formatted(key("dmPolicy"), key("disablePrivateChat"));
      case GROUP_DISABLED -> toggled("enabled", true);
      case NOT_MENTIONED -> toggled("requireMention", false);
    };
  }

  private String unlistGroup() {
    String id = attempt.conversation().id();
    String key = key("groupAllowFrom");
    List<String> listed = policy.config().groupAllowFrom();
    String group = SimpleJson.quote(Printable.text(id));
    if (!listed.contains(AccessConfig.ANY)) {
      return "remove %s from %s".formatted(group, key);
    }
    String others = "put the IDs of other groups in the place of \"*\" in " + key;
    return listed.contains(id) ? others + ", and remove " + group : others;
  }

  /** For this group alone, whatever is set for the others: each key of its section counts first. */
  private String toggled(String key, boolean value) {
    return "set %s to %s".formatted(section(attempt.conversation().id()) + "." + key, value);
  }

  private List<String> ownList() {
    return policy.config().group(attempt.conversation().id()).allowFrom().orElseThrow();
  }

  /** A new list in the group's own section would lock out those of the list for all groups. */
  private String ownListKey() {
    String id = attempt.conversation().id();
    Optional<GroupConfig> ofThisGroup = Optional.ofNullable(policy.config().groups().get(id));
    boolean own = ofThisGroup.flatMap(GroupConfig::allowFrom).isPresent();
    return own
        ? section(id) + ".allowFrom"
        : section(AccessConfig.ANY)
            + ".allowFrom, which counts for every group without a list of its own";
  }

  private String section(String group) {
    return key("groups." + Printable.text(group));
  }

  private String key(String name) {
    return "channels.%s.%s".formatted(channel, name);
  }
}
