package io.nanobot.host.config;

import io.nanobot.api.config.Default;
import io.nanobot.api.config.Description;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's keys in every channel section. */
record ChannelKeys(
    @Description("Starts the channel") @Default("false") boolean enabled,
    @Description("Kind of the channel, when the section's name is another one")
        Optional<String> type,
    @Description(
            "How many gateways connect at once, when several share one store; more than 1 only where the platform allows it")
        @Default("1")
        @Range(min = 1, max = 100)
        int connections,
    @Description("IDs of those who may talk to the bot; [\"*\"] means everybody, [] nobody")
        List<String> allowFrom,
    @Description(
            "Direct conversations: allowlist (those in allowFrom), pairing (the others get a code that you can approve), open (everybody) or disabled (nobody)")
        @Default("allowlist")
        DirectPolicy dmPolicy,
    @Description("As dmPolicy: disabled, in the words of the Python nanobot") @Default("false")
        boolean disablePrivateChat,
    @Description(
            "Groups: allowlist (those in allowFrom, and everybody in the groups of groupAllowFrom), open (everybody) or disabled (nobody)")
        @Default("allowlist")
        GroupPolicy groupPolicy,
    @Description("IDs of groups in which everybody may talk to the bot; [\"*\"] means all groups")
        List<String> groupAllowFrom,
    @Description("Whether the bot answers in groups only when it is mentioned") @Default("true")
        boolean requireMention,
    @Description("What is different in one group, by its ID; \"*\" is for the others")
        Map<String, GroupConfig> groups,
    @Description("Gives each member of a group a conversation of their own there") @Default("false")
        boolean groupUserIsolation,
    @Description("Tells those who are turned away so, with their own ID, once an hour at most")
        @Default("false")
        boolean denyNotice) {
  AccessConfig access() {
    return new AccessConfig(
        allowFrom,
        disablePrivateChat ? DirectPolicy.DISABLED : dmPolicy,
        groupPolicy,
        groupAllowFrom,
        requireMention,
        groups,
        denyNotice);
  }
}
