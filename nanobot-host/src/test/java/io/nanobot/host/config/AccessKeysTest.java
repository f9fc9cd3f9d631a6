package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that say who may talk to the bot, and what is said about wrong ones. */
final class AccessKeysTest {
  private static final String NO_NAME =
      ": A name begins with a letter or digit, goes on with these, '.', '_' and '-', and has 64"
          + " characters at most.";

  @Test
  void readsAllOfThem() throws ConfigException {
    ChannelSection channel =
        channel(
            """
            'allowFrom': ['42'], 'dmPolicy': 'pairing', 'groupPolicy': 'open',
            'groupAllowFrom': ['cid1'], 'requireMention': false, 'groupUserIsolation': true,
            'denyNotice': true, 'groups': {'cid_a_b': {'enabled': false, 'requireMention': true,
            'allowFrom': ['7']}, '*': {}}""");

    assertThat(channel.access())
        .isEqualTo(
            new AccessConfig(
                List.of("42"),
                DirectPolicy.PAIRING,
                GroupPolicy.OPEN,
                List.of("cid1"),
                false,
                Map.of(
                    "cid_a_b",
                    new GroupConfig(
                        Optional.of(false), Optional.of(true), Optional.of(List.of("7"))),
                    "*",
                    GroupConfig.NONE),
                true));
    assertThat(channel.groupUserIsolation()).isTrue();
  }

  @Test
  void readsThemInPythonsSpelling() throws ConfigException {
    assertThat(
            channel(
                """
                'allow_from': ['42'], 'dm_policy': 'pairing', 'group_policy': 'open',
                'group_allow_from': ['cid1'], 'require_mention': false,
                'group_user_isolation': true, 'deny_notice': true,
                'groups': {'cid_a_b': {'require_mention': true, 'allow_from': ['7']}}"""))
        .isEqualTo(
            channel(
                """
                'allowFrom': ['42'], 'dmPolicy': 'pairing', 'groupPolicy': 'open',
                'groupAllowFrom': ['cid1'], 'requireMention': false,
                'groupUserIsolation': true, 'denyNotice': true,
                'groups': {'cid_a_b': {'requireMention': true, 'allowFrom': ['7']}}"""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'allowFrom': null, 'dmPolicy': null, 'groupPolicy': null, 'groupAllowFrom': null",
        "'requireMention': null, 'groups': null, 'denyNotice': null, 'disablePrivateChat': null"
      })
  void whatIsAbsentOrNullIsClosed(String keys) throws ConfigException {
    assertThat(channel(keys).access()).isEqualTo(AccessConfig.of(List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"disablePrivateChat", "disable_private_chat"})
  void noPolicyReopensAPrivateChatThatIsOff(String key) throws ConfigException {
    assertThat(channel("'dmPolicy': 'open', '%s': true".formatted(key)).access().dmPolicy())
        .isEqualTo(DirectPolicy.DISABLED);
  }

  @ParameterizedTest
  @CsvSource({"OPEN, OPEN", "Pairing, PAIRING", "disabled, DISABLED", "AllowList, ALLOWLIST"})
  void policiesAreReadInAnyCase(String written, DirectPolicy policy) throws ConfigException {
    assertThat(channel("'dmPolicy': '%s'".formatted(written)).access().dmPolicy())
        .isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'dmPolicy': 'alowlist'      | dmPolicy: Must be one of \"allowlist\", \"pairing\", \"open\", \"disabled\", but is \"alowlist\".",
        "'dmPolicy': ''              | dmPolicy: Must be one of \"allowlist\", \"pairing\", \"open\", \"disabled\", but is \"\".",
        "'dmPolicy': ' open'         | dmPolicy: Must be one of \"allowlist\", \"pairing\", \"open\", \"disabled\", but is \" open\".",
        "'dmPolicy': true            | dmPolicy: Expected a string, but found true or false.",
        "'dmPolicy': ['open']        | dmPolicy: Expected a string, but found an array.",
        "'dmPolice': 'open'          | dmPolice: Unknown setting. Did you mean \"dmPolicy\"?",
        "'dm-policy': 'open'         | dm-policy: Unknown setting. Did you mean \"dmPolicy\"?",
        "'DMPOLICY': 'open'          | DMPOLICY: Unknown setting. Did you mean \"dmPolicy\"?",
        "'dm_policy': 'open', 'dmPolicy': 'disabled' | dm_policy: Both \"dm_policy\" and \"dmPolicy\" are set, which are the same setting; keep one.",
        "'groupPolicy': 'pairing'    | groupPolicy: Must be one of \"allowlist\", \"open\", \"disabled\", but is \"pairing\".",
        "'groupPolicy': {}           | groupPolicy: Expected a string, but found an object.",
        "'groupAllowFrom': 'cid1'    | groupAllowFrom: Expected an array, but found a string. Write a list: [\"cid1\"]",
        "'groupAllowFrom': [1]       | groupAllowFrom[0]: Expected a string, but found a number.",
        "'groupAllowFrom': [null]    | groupAllowFrom[0]: Expected a string, but found null.",
        "'allowFrom': ['a', null]    | allowFrom[1]: Expected a string, but found null.",
        "'allowFrom': [42]           | allowFrom[0]: Expected a string, but found a number.",
        "'allowFrom': {'*': true}    | allowFrom: Expected an array, but found an object.",
        "'allowFrom': true           | allowFrom: Expected an array, but found true or false.",
        "'allowFrom': [['*']]        | allowFrom[0]: Expected a string, but found an array.",
        "'requireMention': 'no'      | requireMention: Expected true or false, but found a string.",
        "'requireMention': 0         | requireMention: Expected true or false, but found a number.",
        "'disablePrivateChat': 'true' | disablePrivateChat: Expected true or false, but found a string.",
        "'groupUserIsolation': 1     | groupUserIsolation: Expected true or false, but found a number.",
        "'denyNotice': 'yes'         | denyNotice: Expected true or false, but found a string.",
        "'groups': []                | groups: Expected an object, but found an array.",
        "'groups': {'cid1': null}    | groups.cid1: Expected an object, but found null.",
        "'groups': {'cid1': false}   | groups.cid1: Expected an object, but found true or false.",
        "'groups': {'cid1': {'enabled': 'no'}}   | groups.cid1.enabled: Expected true or false, but found a string.",
        "'groups': {'cid1': {'allowFrom': 'x'}}  | groups.cid1.allowFrom: Expected an array, but found a string. Write a list: [\"x\"]",
        "'groups': {'cid1': {'allowFrom': [null]}} | groups.cid1.allowFrom[0]: Expected a string, but found null.",
        "'groups': {'cid1': {'alowFrom': []}}    | groups.cid1.alowFrom: Unknown setting. Did you mean \"allowFrom\"?",
        "'groups': {'*': {'requireMention': 1}}  | groups.\"*\".requireMention: Expected true or false, but found a number."
      })
  void saysWhereAWrongKeyIsAndWhatIsAllowed(String keys, String problem) {
    assertThat(Given.problems(file(keys))).contains("channels.strict." + problem);
  }

  @Test
  void namesTheLine() {
    assertThat(
            Given.refusal(
                    """
                    {"channels": {"strict": {
                      "enabled": true,
                      "dmPolicy": "opne"}}}""")
                .report())
        .contains("channels.strict.dmPolicy  (line 3, column 3)");
  }

  @Test
  void aWrongPolicyStopsAChannelWithoutPluginToo() {
    assertThat(
            Given.problems(
                "{\"channels\": {\"telegram\": {\"enabled\": true, \"dmPolicy\": \"opne\"}}}"))
        .hasSize(1);
  }

  @Test
  void readsUsers() throws ConfigException {
    assertThat(
            Given.bind(
                    users(
                        """
                        {'zhang_wei': {'identities': ['strict:42', 'strict:unionId:x_y'],
                                       'roles': ['admin']}, 'li.lei': {}, 'nobody': {'roles': null}}"""))
                .security()
                .users())
        .isEqualTo(
            Map.of(
                "zhang_wei",
                new UserConfig(List.of("strict:42", "strict:unionId:x_y"), List.of("admin")),
                "li.lei",
                new UserConfig(List.of(), List.of()),
                "nobody",
                new UserConfig(List.of(), List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"security\": null}", "{\"security\": {\"users\": null}}"})
  void knowsNobodyWithoutUsers(String json) throws ConfigException {
    assertThat(Given.bind(json).security().users()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                      | security.users: Expected an object, but found an array.",
        "{'a': null}                             | security.users.a: Expected an object, but found null.",
        "{'a': {'identities': 'strict:42'}}      | security.users.a.identities: Expected an array, but found a string. Write a list: [\"strict:42\"]",
        "{'a': {'identities': [null]}}           | security.users.a.identities[0]: Expected a string, but found null.",
        "{'a': {'identity': ['strict:42']}}      | security.users.a.identity: Unknown setting. Known here: identities, roles.",
        "{'a': {'roles': 'admin'}}               | security.users.a.roles: Expected an array, but found a string. Write a list: [\"admin\"]",
        "{'a': {'roles': [1]}}                   | security.users.a.roles[0]: Expected a string, but found a number.",
        "{'a': {'identities': ['strikt:42']}}    | security.users.a.identities: \"strikt:42\" is on a channel that there is not. Did you mean \"strict\"?",
        "{'a': {'identities': ['STRICT:42']}}    | security.users.a.identities: \"STRICT:42\" is on a channel that there is not. Did you mean \"strict\"?",
        "{'b': {'identities': ['strict:42']}, 'a': {'identities': ['strict:42']}} | security.users.b.identities: \"strict:42\" is also one of a's: an ID is that of one person."
      })
  void saysWhatIsWrongWithUsers(String users, String problem) {
    assertThat(Given.problems(users(users))).containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42",
        "*",
        "strict:",
        "strict: ",
        ":42",
        "strict: 42",
        "strict:42 ",
        " strict:42",
        "str ict:42",
        "strict:4\\n2",
        "strict:4\\u00002",
        "strict:4\\u00852"
      })
  void refusesWhatIsNoIdOnAChannel(String identity) {
    assertThat(Given.problems(users("{'a': {'identities': ['%s']}}".formatted(identity))))
        .singleElement()
        .asString()
        .startsWith("security.users.a.identities: ")
        .endsWith("is no ID on a channel: write CHANNEL:ID, for example dingtalk:0123456789.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a:b", "", "-a", "strict:staffId:42", "\u5f20\u4f1f"})
  void refusesNamesThatAnIdCouldHave(String name) {
    assertThat(Given.problems(users("{'%s': {}}".formatted(name))))
        .singleElement()
        .asString()
        .startsWith("security.users.")
        .endsWith(NO_NAME);
  }

  @Test
  void theSameIdTwiceIsThatOfOnePerson() throws ConfigException {
    assertThat(
            Given.bind(users("{'a': {'identities': ['strict:42', 'strict:42']}}"))
                .security()
                .users())
        .containsOnlyKeys("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allowFrom",
        "dmPolicy",
        "disablePrivateChat",
        "groupPolicy",
        "groupAllowFrom",
        "requireMention",
        "groups",
        "groupUserIsolation",
        "denyNotice",
        "security.users"
      })
  void theManualDescribesEachKey(String key) throws Exception {
    String manual = Files.readString(Path.of("../docs/security.md"));
    assertThat(manual).contains("`" + key + "`");
  }

  private static ChannelSection channel(String keys) throws ConfigException {
    return Given.channel(file(keys), "strict");
  }

  private static String file(String keys) {
    String more = keys.isEmpty() ? "" : ", " + keys;
    return "{'channels': {'strict': {'enabled': true%s}}}".formatted(more).replace('\'', '"');
  }

  private static String users(String users) {
    return "{'channels': {'strict': {}}, 'security': {'users': %s}}"
        .formatted(users)
        .replace('\'', '"');
  }
}
