package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.GroupPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Optional<Boolean> ABSENT = Optional.empty();

  @Test
  void aGroupIsTakenOutOfTheListThatHasIt() {
    assertThat(listed("cid1").change())
        .isEqualTo("remove \"cid1\" from channels.work.groupAllowFrom");
    assertThat(listed("*").change())
        .isEqualTo(
            "put the IDs of other groups in the place of \"*\" in channels.work.groupAllowFrom");
    assertThat(listed("cid1", "*").change())
        .endsWith("in channels.work.groupAllowFrom, and remove \"cid1\"");
  }

  @Test
  void whoeverIsListedInAGroupIsTakenOutOfTheListThatCounts() {
    assertThat(inGroups(Map.of("cid1", list("42"))).change())
        .isEqualTo("remove \"42\" from channels.work.groups.cid1.allowFrom");
    assertThat(inGroups(Map.of("cid1", list("*"))).change())
        .isEqualTo(
            "to admit only some, put their IDs in the place of \"*\" in channels.work.groups.cid1.allowFrom");
    assertThat(inGroups(Map.of("cid1", mention(true), "*", list("42"))).change())
        .isEqualTo(
            "remove \"42\" from channels.work.groups.*.allowFrom, which counts for every group without a list of its own");
  }

  @Test
  void nobodyIsToldToReplaceAListThatIsInherited() {
    assertThat(inGroups(Map.of("cid1", mention(true), "*", list("43"))).change())
        .startsWith("add \"42\" to channels.work.groups.*.allowFrom, which counts");
    assertThat(inGroups(Map.of("cid1", list("43"), "*", list("42"))).change())
        .isEqualTo("add \"42\" to channels.work.groups.cid1.allowFrom");
  }

  @Test
  void aGroupIsEnabledByItsOwnSection() {
    GroupConfig off = new GroupConfig(Optional.of(false), ABSENT, Optional.empty());

    assertThat(inGroups(Map.of("*", off)).change())
        .isEqualTo("set channels.work.groups.cid1.enabled to true");
  }

  @Test
  void tellsWhereAMentionIsNeeded() {
    assertThat(listed("cid1").withoutMention())
        .contains("ignored; to change that, set channels.work.groups.cid1.requireMention to false");
    assertThat(inGroups(Map.of("cid1", mention(false))).withoutMention()).isEmpty();
    assertThat(inGroups(Map.of("cid1", mention(true), "*", mention(false))).withoutMention())
        .isPresent();
    assertThat(explanation(AccessConfig.of(List.of("42")), Conversation.direct("42")))
        .extracting(Explanation::withoutMention)
        .isEqualTo(Optional.empty());
  }

  private static GroupConfig list(String... allowFrom) {
    return new GroupConfig(ABSENT, ABSENT, Optional.of(List.of(allowFrom)));
  }

  private static GroupConfig mention(boolean required) {
    return new GroupConfig(ABSENT, Optional.of(required), Optional.empty());
  }

  private static Explanation listed(String... groups) {
    return explanation(List.of(groups), Map.of());
  }

  private static Explanation inGroups(Map<String, GroupConfig> groups) {
    return explanation(List.of(), groups);
  }

  private static Explanation explanation(
      List<String> groupAllowFrom, Map<String, GroupConfig> groups) {
    AccessConfig config =
        new AccessConfig(
            List.of(),
            DirectPolicy.ALLOWLIST,
            GroupPolicy.ALLOWLIST,
            groupAllowFrom,
            true,
            groups,
            false);
    return explanation(config, Conversation.group("cid1", ""));
  }

  private static Explanation explanation(AccessConfig config, Conversation where) {
    Schemes schemes = new Schemes(new IdentityScheme("staffId", "Staff ID"), List.of());
    AccessPolicy policy = new AccessPolicy(schemes, config);
    Attempt attempt = new Attempt(new Sender(new Identity("staffId", "42"), ""), where, true);
    return new Explanation(
        "work",
        policy,
        attempt,
        new Principal("work:staffId:42", ""),
        policy.decide(attempt, () -> false));
  }
}
