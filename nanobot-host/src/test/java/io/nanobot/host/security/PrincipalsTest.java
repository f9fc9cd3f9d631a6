package io.nanobot.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.agent.Principal;
import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.Trials;
import io.nanobot.host.config.LimitsConfig;
import io.nanobot.host.config.OutgoingConfig;
import io.nanobot.host.config.SecurityConfig;
import io.nanobot.host.config.UserConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrincipalsTest {
  private static final Set<String> USER = Set.of("user");
  private static final Schemes MAIL =
      new Schemes(new IdentityScheme("address", "mail address"), List.of());

  private final Principals principals =
      new Principals(
          people(
              Map.of(
                  "alice",
                  new UserConfig(
                      List.of("dingtalk:42", "dingtalk:unionId:u42", "mail:alice@example.com"),
                      List.of("admin")))));

  @Test
  void onePersonOnTwoChannelsIsOnePrincipal() {
    Principal byChat = dingtalk(new Sender(new Identity("staffId", "42"), "Alice"));
    Principal byMail =
        principals.of("mail", MAIL, new Sender(new Identity("address", "alice@example.com"), "A."));

    assertThat(byChat).isEqualTo(new Principal("alice", "Alice", Set.of("admin", "user")));
    assertThat(byMail).isEqualTo(new Principal("alice", "A.", Set.of("admin", "user")));
  }

  @Test
  void aListedAliasOfAnotherKindIsThePersonToo() {
    Sender outside =
        new Sender(new Identity("senderId", "x"), List.of(new Identity("unionId", "u42")), "");

    assertThat(dingtalk(outside).id()).isEqualTo("alice");
  }

  @ParameterizedTest
  @CsvSource({
    "staffId, alice",
    "staffId, dingtalk:42",
    "staffId, unionId:u42",
    "staffId, staffId:42",
    "staffId, ALICE@EXAMPLE.COM",
    "staffId, '42 '",
    "senderId, 42",
    "senderId, alice",
    "unionId, 42",
    "unionId, U42",
    "openId, u42"
  })
  void nobodyPassesForAListedPersonByAnIdThatReadsLikeTheirs(String scheme, String value) {
    assertThat(dingtalk(new Sender(new Identity(scheme, value), "alice")))
        .isEqualTo(new Principal("dingtalk:" + scheme + ":" + value, "alice", Set.of("user")));
  }

  @Test
  void nobodyPassesForAListedPersonByAnAliasOfThePrimaryKind() {
    Sender sender =
        new Sender(new Identity("senderId", "x"), List.of(new Identity("staffId", "42")), "Alice");

    assertThat(dingtalk(sender)).isEqualTo(new Principal("dingtalk:senderId:x", "Alice", USER));
  }

  @Test
  void anIdIsThatOfItsChannelOnly() {
    assertThat(
            principals
                .of("dingtalk2", AnyAccess.SCHEMES, new Sender(new Identity("staffId", "42"), ""))
                .roles())
        .isEqualTo(USER);
  }

  @Test
  void anIdOfTwoPeopleInTwoSpellingsIsNobodys() {
    Principals disputed =
        new Principals(
            people(
                Map.of(
                    "alice", new UserConfig(List.of("dingtalk:42"), List.of("admin")),
                    "bob", new UserConfig(List.of("dingtalk:staffId:42"), List.of()),
                    "carol", new UserConfig(List.of("dingtalk:7", "dingtalk:7"), List.of()))));

    assertThat(of(disputed, "42")).isEqualTo(new Principal("dingtalk:staffId:42", "", USER));
    assertThat(of(disputed, "7").id()).isEqualTo("carol");
  }

  @Test
  void anIdThatNobodyCanHaveHarmsNobody() {
    Principals odd =
        new Principals(
            people(
                Map.of(
                    "bob", new UserConfig(List.of("dingtalk:unionId:", "dingtalk:7"), List.of()))));

    assertThat(of(odd, "7").id()).isEqualTo("bob");
    assertThat(of(odd, "42").id()).isEqualTo("dingtalk:staffId:42");
  }

  @Test
  void onlyListedPeopleHaveRolesAndStrangersDiffer() {
    Trials.run(
        10_000,
        random -> {
          AnyAccess any = new AnyAccess(random);
          Sender one = any.sender();
          Sender other = any.sender();
          boolean listed =
              one.identity().equals(new Identity("staffId", "42"))
                  || one.identity().equals(new Identity("unionId", "u42"))
                  || one.aliases().contains(new Identity("unionId", "u42"));

          Principal principal = dingtalk(one);

          assertThat(principal.roles().contains("admin")).as("%s", one).isEqualTo(listed);
          if (!listed && !one.identity().equals(other.identity())) {
            assertThat(principal.id()).isNotEqualTo(dingtalk(other).id());
          }
        });
  }

  private Principal dingtalk(Sender sender) {
    return principals.of("dingtalk", AnyAccess.SCHEMES, sender);
  }

  private static Principal of(Principals principals, String staffId) {
    return principals.of(
        "dingtalk", AnyAccess.SCHEMES, new Sender(new Identity("staffId", staffId), ""));
  }

  private static SecurityConfig people(Map<String, UserConfig> users) {
    return new SecurityConfig(
        users,
        LimitsConfig.NONE,
        new OutgoingConfig(List.of(), List.of(), 1, Duration.ofSeconds(1), 0));
  }
}
