package io.nanobot.host.security;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.message.Conversation;
import io.nanobot.host.config.SimpleJson;

/** What becomes of somebody's message, by which rule, and how to change that. */
public record Explanation(
    String channel, AccessPolicy policy, Attempt attempt, Principal principal, Decision decision) {

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

  /** What has to be done to get the opposite. */
  public String change() {
    String id = SimpleJson.quote(policy.schemes().write(attempt.sender().identity()));
    return switch (decision) {
      case EVERYBODY ->
          "to admit only some, put their IDs in the place of \"*\" in channels.%s.allowFrom"
              .formatted(channel);
      case LISTED -> "remove %s from channels.%s.allowFrom".formatted(id, channel);
      case PAIRED -> "run nanobot pairing revoke %s %s".formatted(channel, id);
      case DIRECT_OPEN -> "set channels.%s.dmPolicy to allowlist or pairing".formatted(channel);
      case GROUP_OPEN -> "set channels.%s.groupPolicy to allowlist".formatted(channel);
      case GROUP_LISTED -> "remove the group from channels.%s.groupAllowFrom".formatted(channel);
      case LISTED_IN_GROUP -> "remove %s from %s".formatted(id, ownList());
      case NOT_LISTED, UNKNOWN_IDENTITY -> "add %s to channels.%s.allowFrom".formatted(id, channel);
      case UNPAIRED ->
          "add %s to channels.%s.allowFrom, or approve the code they get when they write (nanobot pairing list)"
              .formatted(id, channel);
      case NOT_LISTED_IN_GROUP -> "add %s to %s".formatted(id, ownList());
      case DIRECT_DISABLED ->
          "set channels.%1$s.dmPolicy to allowlist, and channels.%1$s.disablePrivateChat to false"
              .formatted(channel);
      case GROUPS_DISABLED -> "set channels.%s.groupPolicy to allowlist".formatted(channel);
      case GROUP_DISABLED -> "set enabled to true in " + ownSection();
      case NOT_MENTIONED -> "set channels.%s.requireMention to false".formatted(channel);
    };
  }

  private String ownList() {
    return ownSection() + ".allowFrom";
  }

  private String ownSection() {
    String id = attempt.conversation().id();
    boolean named = policy.config().groups().containsKey(id);
    return "channels.%s.groups.%s".formatted(channel, named ? Printable.text(id) : "*");
  }
}
