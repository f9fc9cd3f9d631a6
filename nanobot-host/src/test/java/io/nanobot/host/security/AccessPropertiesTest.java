package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.Trials;
import io.nanobot.host.config.AccessConfig;
import io.nanobot.host.config.DirectPolicy;
import io.nanobot.host.config.GroupConfig;
import io.nanobot.host.config.GroupPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds for every configuration and everybody. */
final class AccessPropertiesTest {
  private static final int MANY = 20_000;

  @Test
  void decidesAsTheRulesAreWritten() {
    Map<Decision, Integer> seen = new EnumMap<>(Decision.class);
    Trials.run(
        5 * MANY,
        random -> {
          AnyAccess any = new AnyAccess(random);
          AccessConfig config = any.config();
          Attempt attempt = any.attempt();
          boolean paired = any.chance();

          Decision decision = decide(config, attempt, paired);

          assertThat(answer(decision))
              .as("%s by %s of %s, paired: %s", decision, config, attempt, paired)
              .isEqualTo(new AccessOracle(config).answer(attempt, paired));
          seen.merge(decision, 1, Integer::sum);
        });
    assertThat(seen).as("decisions that were met").containsOnlyKeys(Decision.values());
  }

  @Test
  void admitsNobodyWhoIsNotListed() {
    always(
        any -> {
          AccessConfig config = withNothingOpen(any.config());
          Identity unlisted = new Identity(any.identity().scheme(), "unlisted");
          Sender sender = new Sender(unlisted, List.of(new Identity("unionId", "unlisted")), "42");

          assertThat(decide(config, any.attempt(sender), false).admits())
              .as("%s", config)
              .isFalse();
        });
  }

  @Test
  void takingSomebodyFromAListAdmitsNobody() {
    always(
        any -> {
          AccessConfig config = any.config();
          staysOut(any, config, withLists(config, list -> without(list, any)));
        });
  }

  @Test
  void denyingMoreAdmitsNobody() {
    always(
        any -> {
          AccessConfig config = any.config();
          staysOut(any, config, stricter(config, any));
        });
  }

  @Test
  void orderAndRepetitionDoNotMatter() {
    always(
        any -> {
          AccessConfig config = any.config();
          AccessConfig shuffled =
              withLists(
                  config,
                  list -> {
                    List<String> other = new ArrayList<>(list);
                    list.stream().filter(entry -> any.chance()).forEach(other::add);
                    any.shuffle(other);
                    return other;
                  });
          Attempt attempt = any.attempt();
          boolean paired = any.chance();

          assertThat(decide(shuffled, attempt, paired)).isEqualTo(decide(config, attempt, paired));
        });
  }

  @Test
  void orderOfAliasesDoesNotMatter() {
    always(
        any -> {
          AccessConfig config = any.config();
          Attempt attempt = any.attempt();
          List<Identity> aliases = new ArrayList<>(attempt.sender().aliases());
          any.shuffle(aliases);
          Sender other = new Sender(attempt.sender().identity(), aliases, "another name");
          Attempt same = new Attempt(other, attempt.conversation(), attempt.mentionsBot());

          assertThat(decide(config, same, false)).isEqualTo(decide(config, attempt, false));
        });
  }

  @Test
  void plainEntriesMatchNoOtherScheme() {
    always(
        any -> {
          String id = any.pick(AnyAccess.PLAIN);
          Identity other = new Identity(any.pick("unionId", "senderId", "openId", "STAFFID"), id);
          Identity claimed = new Identity(AnyAccess.PRIMARY, id);
          Sender sender = new Sender(other, List.of(claimed, other), id);

          assertThat(decide(AccessConfig.of(AnyAccess.PLAIN), direct(sender), true))
              .isEqualTo(Decision.UNKNOWN_IDENTITY);
        });
  }

  @Test
  void whatLooksLikeAnotherSchemesEntryIsNotOne() {
    always(
        any -> {
          Identity listed = new Identity(any.pick("unionId", "senderId"), any.identity().value());
          String entry = AnyAccess.SCHEMES.write(listed);
          Sender sender = new Sender(new Identity(AnyAccess.PRIMARY, entry), entry);

          assertThat(decide(AccessConfig.of(List.of(entry)), direct(sender), false))
              .isEqualTo(Decision.NOT_LISTED);
        });
  }

  @Test
  void anEntryAdmitsNobodyButWhomItWasWrittenFor() {
    always(
        any -> {
          Identity listed = declared(any);
          AccessConfig config = AccessConfig.of(List.of(AnyAccess.SCHEMES.write(listed)));
          Identity sender = any.identity();

          assertThat(decide(config, direct(new Sender(sender, "")), false).admits())
              .as("%s by %s", sender, config.allowFrom())
              .isEqualTo(sender.equals(listed));
        });
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    always(
        any -> {
          Identity identity = declared(any);
          String written = AnyAccess.SCHEMES.write(identity);

          assertThat(AnyAccess.SCHEMES.parse(written)).as(written).isEqualTo(identity);
        });
  }

  @Test
  void asksForPairingOnlyWhereNothingElseDecides() {
    AtomicInteger questions = new AtomicInteger();
    always(
        any -> {
          AccessConfig config = any.config();
          Attempt attempt = any.attempt();
          AtomicInteger asked = new AtomicInteger();
          new AccessPolicy(AnyAccess.SCHEMES, config)
              .decide(attempt, () -> asked.incrementAndGet() > 0);

          boolean depends =
              decide(config, attempt, true).admits() && !decide(config, attempt, false).admits();
          assertThat(asked).as("%s of %s", config, attempt).hasValue(depends ? 1 : 0);
          assertThat(depends && config.dmPolicy() != DirectPolicy.PAIRING).isFalse();
          questions.addAndGet(asked.get());
        });
    assertThat(questions).hasPositiveValue();
  }

  @Test
  void whereNobodyIsAdmittedThereIsNobody() {
    AtomicInteger closed = new AtomicInteger();
    always(
        any -> {
          AccessConfig config = withLists(any.config(), list -> any.chance() ? list : List.of());
          AccessPolicy policy = new AccessPolicy(AnyAccess.SCHEMES, config);
          if (!policy.admitsNobody()) {
            return;
          }
          closed.incrementAndGet();
          for (int i = 0; i < 20; i++) {
            Attempt attempt = any.attempt();
            assertThat(policy.decide(attempt, () -> true).admits())
                .as("%s of %s", config, attempt)
                .isFalse();
          }
        });
    assertThat(closed).hasPositiveValue();
  }

  private static void always(Consumer<AnyAccess> property) {
    Trials.run(MANY, random -> property.accept(new AnyAccess(random)));
  }

  /** Whoever is admitted by the second configuration is admitted by the first. */
  private static void staysOut(AnyAccess any, AccessConfig before, AccessConfig after) {
    for (int i = 0; i < 5; i++) {
      Attempt attempt = any.attempt();
      boolean paired = any.chance();
      assertThat(
              decide(after, attempt, paired).admits() && !decide(before, attempt, paired).admits())
          .as("%s admitted by %s and not by %s", attempt, after, before)
          .isFalse();
    }
  }

  private static AccessConfig stricter(AccessConfig c, AnyAccess any) {
    DirectPolicy direct = c.dmPolicy();
    GroupPolicy inGroups = c.groupPolicy();
    boolean mention = c.requireMention();
    Map<String, GroupConfig> groups = c.groups();
    switch (any.pick(1, 2, 3, 4, 5, 6)) {
      case 1 -> direct = DirectPolicy.DISABLED;
      case 2 -> direct = DirectPolicy.ALLOWLIST;
      case 3 -> inGroups = GroupPolicy.DISABLED;
      case 4 -> inGroups = inGroups == GroupPolicy.OPEN ? GroupPolicy.ALLOWLIST : inGroups;
      case 5 -> mention = true;
      default -> groups = withOneDisabled(groups, any.pick(AnyAccess.GROUPS));
    }
    // "Disabled" is the strictest: nothing may turn it back.
    direct = c.dmPolicy() == DirectPolicy.DISABLED ? c.dmPolicy() : direct;
    return new AccessConfig(
        c.allowFrom(), direct, inGroups, c.groupAllowFrom(), mention, groups, c.denyNotice());
  }

  private static Map<String, GroupConfig> withOneDisabled(
      Map<String, GroupConfig> groups, String id) {
    GroupConfig disabled =
        new GroupConfig(Optional.of(false), Optional.empty(), Optional.empty())
            .or(groups.getOrDefault(id, GroupConfig.NONE));
    Map<String, GroupConfig> stricter = new HashMap<>(groups);
    stricter.put(id, disabled);
    return stricter;
  }

  private static AccessConfig withNothingOpen(AccessConfig config) {
    AccessConfig listed =
        withLists(config, list -> list.stream().filter(entry -> !entry.equals("*")).toList());
    return new AccessConfig(
        listed.allowFrom(),
        listed.dmPolicy() == DirectPolicy.OPEN ? DirectPolicy.PAIRING : listed.dmPolicy(),
        listed.groupPolicy() == GroupPolicy.OPEN ? GroupPolicy.ALLOWLIST : listed.groupPolicy(),
        List.of(),
        listed.requireMention(),
        listed.groups(),
        listed.denyNotice());
  }

  private static AccessConfig withLists(AccessConfig c, UnaryOperator<List<String>> change) {
    Map<String, GroupConfig> groups = new HashMap<>();
    c.groups()
        .forEach(
            (id, group) ->
                groups.put(
                    id,
                    new GroupConfig(
                        group.enabled(), group.requireMention(), group.allowFrom().map(change))));
    return new AccessConfig(
        change.apply(c.allowFrom()),
        c.dmPolicy(),
        c.groupPolicy(),
        change.apply(c.groupAllowFrom()),
        c.requireMention(),
        groups,
        c.denyNotice());
  }

  private static List<String> without(List<String> list, AnyAccess any) {
    List<String> shorter = new ArrayList<>(list);
    if (!list.isEmpty() && any.chance()) {
      shorter.remove(any.pick(list));
    }
    return shorter;
  }

  private static Identity declared(AnyAccess any) {
    return new Identity(any.pick(AnyAccess.PRIMARY, "unionId", "senderId"), any.identity().value());
  }

  private static Attempt direct(Sender sender) {
    return new Attempt(sender, Conversation.direct("c"), true);
  }

  private static Decision decide(AccessConfig config, Attempt attempt, boolean paired) {
    return new AccessPolicy(AnyAccess.SCHEMES, config).decide(attempt, () -> paired);
  }

  private static AccessOracle.Answer answer(Decision decision) {
    if (decision.admits()) {
      return AccessOracle.Answer.ADMIT;
    }
    return decision.refuses() ? AccessOracle.Answer.REFUSE : AccessOracle.Answer.IGNORE;
  }
}
