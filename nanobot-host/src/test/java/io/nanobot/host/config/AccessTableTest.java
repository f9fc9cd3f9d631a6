package io.nanobot.host.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.channel.IdentityScheme;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.Sender;
import io.nanobot.host.security.AccessPolicy;
import io.nanobot.host.security.Attempt;
import io.nanobot.host.security.Decision;
import io.nanobot.host.security.Schemes;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a user of the Python nanobot finds: from the text of a file to the decision. Versions are
 * those of the Python nanobot; where they differ from each other we are as strict as the newest.
 */
final class AccessTableTest {
  private static final Schemes SCHEMES =
      new Schemes(
          new IdentityScheme("staffId", "Staff ID"),
          List.of(
              new IdentityScheme("unionId", "union ID"),
              new IdentityScheme("senderId", "sender ID")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        // keys of the channel              | sender             | paired | decision
        // Up to 0.1.4.post3 this let everybody in, then it was no valid file; since 0.2.0:
        "``                                 | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': []                    | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': null                  | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': []                    | senderId:staff1    | false | UNKNOWN_IDENTITY",
        // All versions that know it:
        "'allowFrom': ['*']                 | staffId:staff1     | false | EVERYBODY",
        "'allowFrom': ['*']                 | senderId:$:x       | false | EVERYBODY",
        "'allowFrom': ['other', '*']        | staffId:staff1     | false | EVERYBODY",
        "'allow_from': ['*']                | staffId:staff1     | false | EVERYBODY",
        // A list is exact: upper and lower case, blanks, no parts.
        "'allowFrom': ['staff1']            | staffId:staff1     | false | LISTED",
        "'allowFrom': ['x', 'staff1']       | staffId:staff1     | false | LISTED",
        "'allow_from': ['staff1']           | staffId:staff1     | false | LISTED",
        "'allowFrom': ['staff1']            | staffId:STAFF1     | false | NOT_LISTED",
        "'allowFrom': ['staff1']            | `staffId: staff1`  | false | NOT_LISTED",
        "'allowFrom': ['staff1']            | `staffId:staff1 `  | false | NOT_LISTED",
        "'allowFrom': ['staff1']            | `staffId:staff1|x` | false | NOT_LISTED",
        "'allowFrom': ['STAFF1']            | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': [' staff1']           | staffId:staff1     | false | NOT_LISTED",
        "`'allowFrom': ['staff1|x']`        | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': ['abcdef']            | staffId:cd         | false | NOT_LISTED",
        "'allowFrom': ['abc*def']           | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': ['**']                | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': ['staff*']            | staffId:staff1     | false | NOT_LISTED",
        "'allowFrom': ['staff1']            | senderId:staff1    | false | UNKNOWN_IDENTITY",
        "'allowFrom': ['senderId:staff1']   | senderId:staff1    | false | LISTED",
        // Then the pairing store, which DingTalk never came to; here where dmPolicy says so.
        "'allowFrom': ['x']                 | staffId:staff1     | true  | NOT_LISTED",
        "'dmPolicy': 'pairing', 'allowFrom': ['*']      | staffId:staff1  | true  | EVERYBODY",
        "'dmPolicy': 'pairing', 'allowFrom': ['staff1'] | staffId:staff1  | true  | LISTED",
        "'dmPolicy': 'pairing', 'allowFrom': ['x']      | staffId:staff1  | true  | PAIRED",
        "'dmPolicy': 'pairing', 'allowFrom': ['x']      | staffId:staff1  | false | UNPAIRED",
        "'dm_policy': 'pairing'                         | senderId:staff1 | true  | UNKNOWN_IDENTITY",
        // Private chat that is switched off, in either spelling of the key.
        "'allowFrom': ['*'], 'disablePrivateChat': true       | staffId:staff1 | false | DIRECT_DISABLED",
        "'allowFrom': ['staff1'], 'disablePrivateChat': true  | staffId:staff1 | false | DIRECT_DISABLED",
        "'allowFrom': ['x'], 'disable_private_chat': true     | staffId:staff1 | false | NOT_LISTED",
        "'dmPolicy': 'open', 'disablePrivateChat': true       | staffId:staff1 | false | NOT_LISTED",
        "'dmPolicy': 'open', 'disablePrivateChat': false      | staffId:staff1 | false | DIRECT_OPEN",
        "'dmPolicy': 'disabled', 'disablePrivateChat': false, 'allowFrom': ['*'] | staffId:staff1 | false | DIRECT_DISABLED"
      })
  void directConversation(String keys, String sender, boolean paired, Decision decision)
      throws ConfigException {
    assertThat(decide(keys, sender, Conversation.direct("staff1"), true, paired))
        .isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // keys of the channel                            | sender  | mention | decision
        "``                                               | staff1 | true  | NOT_LISTED",
        "'allowFrom': ['staff1']                          | staff1 | true  | LISTED",
        "'allowFrom': ['staff1']                          | staff1 | false | NOT_MENTIONED",
        "'allowFrom': ['staff1'], 'requireMention': false | staff1 | false | LISTED",
        "'allowFrom': ['staff1'], 'disablePrivateChat': true | staff1 | true | LISTED",
        "'allowFrom': ['*']                               | staff1 | true  | EVERYBODY",
        "'groupPolicy': 'open'                            | staff1 | true  | GROUP_OPEN",
        "'groupPolicy': 'disabled', 'allowFrom': ['*']    | staff1 | true  | GROUPS_DISABLED",
        "'groupAllowFrom': ['cid1']                       | staff1 | true  | GROUP_LISTED",
        "'groupAllowFrom': ['CID1', 'cid']                | staff1 | true  | NOT_LISTED",
        "'groupAllowFrom': ['*']                          | staff1 | true  | GROUP_LISTED",
        // One group's rules, and those of the others:
        "'allowFrom': ['staff1'], 'groups': {'cid1': {}}  | staff1 | true  | LISTED",
        "'allowFrom': ['staff1'], 'groups': {'cid1': {'requireMention': false}} | staff1 | false | LISTED",
        "'allowFrom': ['staff1'], 'groups': {'*': {'require_mention': false}}   | staff1 | false | LISTED",
        "'allowFrom': ['staff1'], 'groups': {'cid1': {'allowFrom': null}}       | staff1 | true  | LISTED",
        "'allowFrom': ['staff1'], 'groups': {'cid1': {'allowFrom': []}}         | staff1 | true  | NOT_LISTED_IN_GROUP",
        "'groups': {'cid1': {'allowFrom': ['staff1']}}    | staff1 | true  | LISTED_IN_GROUP",
        "'groups': {'*': {'allowFrom': ['staff1']}}       | staff1 | true  | LISTED_IN_GROUP",
        "'groups': {'*': {'allowFrom': ['*']}, 'cid1': {'allowFrom': []}}       | staff1 | true | NOT_LISTED_IN_GROUP",
        "'groupPolicy': 'open', 'groups': {'cid1': {'allowFrom': ['x']}}        | staff1 | true | NOT_LISTED_IN_GROUP",
        "'allowFrom': ['*'], 'groups': {'cid1': {'enabled': false}}             | staff1 | true | GROUP_DISABLED",
        "'allowFrom': ['*'], 'groups': {'*': {'enabled': false}}                | staff1 | true | GROUP_DISABLED",
        "'allowFrom': ['*'], 'groups': {'*': {'enabled': false}, 'cid1': {'enabled': true}} | staff1 | true | EVERYBODY",
        "'allowFrom': ['*'], 'groups': {'*': {'enabled': false}, 'cid1': {}}    | staff1 | true | GROUP_DISABLED",
        "'allowFrom': ['*'], 'groups': {'CID1': {'enabled': false}}             | staff1 | true | EVERYBODY"
      })
  void group(String keys, String sender, boolean mention, Decision decision)
      throws ConfigException {
    assertThat(decide(keys, "staffId:" + sender, Conversation.group("cid1", ""), mention, false))
        .isEqualTo(decision);
  }

  /** In some versions of the Python nanobot a text let in whoever was part of it. */
  @ParameterizedTest
  @CsvSource({"abc*def", "abcdef", "*", "staff1"})
  void aTextInsteadOfAListIsAnError(String text) {
    assertThat(Given.problems(file("'allowFrom': '" + text + "'")))
        .containsExactly(
            "channels.dingtalk.allowFrom: Expected an array, but found a string."
                + " Write a list: [\"%s\"]".formatted(text));
  }

  @ParameterizedTest
  @CsvSource({
    "groupUserIsolation, true",
    "group_user_isolation, true",
    "groupUserIsolation, false"
  })
  void keepsTheMembersOfAGroupApart(String key, boolean value) throws ConfigException {
    assertThat(
            Given.channel(file("'%s': %s".formatted(key, value)), "dingtalk").groupUserIsolation())
        .isEqualTo(value);
  }

  private static Decision decide(
      String keys, String sender, Conversation conversation, boolean mention, boolean paired)
      throws ConfigException {
    AccessConfig access = Given.channel(file(keys), "dingtalk").access();
    int colon = sender.indexOf(':');
    Identity identity = new Identity(sender.substring(0, colon), sender.substring(colon + 1));
    return new AccessPolicy(SCHEMES, access)
        .decide(new Attempt(new Sender(identity, ""), conversation, mention), () -> paired);
  }

  private static String file(String keys) {
    String more = keys == null || keys.isBlank() ? "" : ", " + keys;
    return "{'channels': {'dingtalk': {'enabled': true, 'clientId': 'ding1', 'clientSecret': 's'%s}}}"
        .formatted(more)
        .replace('\'', '"');
  }
}
