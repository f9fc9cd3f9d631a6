package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.Utterance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who may talk to the bot, through the real plugin. */
class AccessIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final String LI_LEI = "manager7675";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  @Test
  void aListedGroupAdmitsItsMembersThereAlone() {
    Map<String, Object> channel = Home.dingtalk(simulator);
    channel.put("groupAllowFrom", List.of(simulator.group().id()));
    try (NanobotProcess gateway = start(channel, Map.of())) {
      SentMessage alone = simulator.say(HAN_MEIMEI, "let me in");
      gateway.awaitLine("Access denied for sender " + HAN_MEIMEI);

      assertThat(reply(simulator.sayInGroup(HAN_MEIMEI, "hello"))).isEqualTo("hello");
      assertThat(alone.replies()).isEmpty();
    }
  }

  @Test
  void aGroupsOwnRulesComeFirst() {
    Map<String, Object> channel = Home.dingtalk(simulator, "*");
    channel.put("groups", Map.of(simulator.group().id(), Map.of("allowFrom", List.of(LI_LEI))));
    try (NanobotProcess gateway = start(channel, Map.of())) {
      SentMessage knock = simulator.sayInGroup(HAN_MEIMEI, "let me in");
      gateway.awaitLine("The group has a list of its own");

      assertThat(reply(simulator.sayInGroup(LI_LEI, "hello"))).isEqualTo("hello");
      assertThat(reply(simulator.say(HAN_MEIMEI, "alone"))).isEqualTo("alone");
      assertThat(knock.replies()).isEmpty();
    }
  }

  @Test
  void whatDoesNotMentionTheBotIsIgnoredQuietly() {
    Map<String, Object> channel = Home.dingtalk(simulator, LI_LEI);
    try (NanobotProcess gateway = start(channel, Map.of())) {
      SentMessage listed = overheard(LI_LEI, "lunch?");
      SentMessage stranger = overheard(HAN_MEIMEI, "yes");
      assertThat(simulator.awaitAck(listed, PATIENCE)).isTrue();
      assertThat(simulator.awaitAck(stranger, PATIENCE)).isTrue();
      assertThat(reply(simulator.sayInGroup(LI_LEI, "hello"))).isEqualTo("hello");

      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(listed.replies()).isEmpty();
      assertThat(stranger.replies()).isEmpty();
      assertThat(gateway.output()).doesNotContain("Access denied");
      assertThat(new Home(directory).audit())
          .filteredOn(line -> line.get("event").stringValue().equals("access.decided"))
          .singleElement()
          .satisfies(line -> assertThat(line.get("admitted").booleanValue()).isTrue());
    }
  }

  @Test
  void whereNoMentionIsRequiredThoseWhoAreListedAreAnsweredUnasked() {
    Map<String, Object> channel = Home.dingtalk(simulator, LI_LEI);
    channel.put("requireMention", false);
    answersUnaskedThoseWhoAreListed(channel);

    channel.put("requireMention", true);
    channel.put("groups", Map.of(simulator.group().id(), Map.of("requireMention", false)));
    answersUnaskedThoseWhoAreListed(channel);
  }

  private void answersUnaskedThoseWhoAreListed(Map<String, Object> channel) {
    try (NanobotProcess gateway = start(channel, Map.of())) {
      SentMessage stranger = overheard(HAN_MEIMEI, "lunch?");
      gateway.awaitLine("Access denied for sender " + HAN_MEIMEI);

      assertThat(reply(overheard(LI_LEI, "at noon"))).isEqualTo("at noon");
      assertThat(stranger.replies()).isEmpty();
    }
  }

  @Test
  void somebodyWithoutStaffIdIsAdmittedByTheKindAndIdThatTheLogShows() {
    String entry = "senderId:" + simulator.outsideContact().senderId();
    try (NanobotProcess gateway = start(Home.dingtalk(simulator, LI_LEI), Map.of())) {
      simulator.say(simulator.outsideContact(), "let me in");
      gateway.awaitLine(
          "{\"channels\": {\"dingtalk\": {\"allowFrom\": [\"manager7675\", \"" + entry + "\"]}}}");
    }
    try (NanobotProcess gateway = start(Home.dingtalk(simulator, entry), Map.of())) {
      assertThat(reply(simulator.say(simulator.outsideContact(), "hi"))).isEqualTo("hi");
      assertThat(gateway.output()).doesNotContain("Access denied");
    }
  }

  @Test
  void tellsAnOutsideContactFromAnAppThatIsNotPublished() {
    Home home = new Home(directory).with(Map.of("dingtalk", Home.dingtalk(simulator, LI_LEI)));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      simulator.say(simulator.outsideContact(), "let me in");
      gateway.awaitLine("no Staff ID for them (an outside contact, of another organisation).");
      simulator.faults().withholdStaffId().times(1);
      simulator.say(HAN_MEIMEI, "me too");
      gateway.awaitLine("for them (the app is not published: publish a version of it).");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(output(home, "channels", "seen"))
                      .contains("can match (an outside contact, of another organisation)")
                      .contains("can match (the app is not published: publish"));
    }
  }

  @Test
  void aUnionIdAdmitsAndJoinsWithARole() {
    String entry = "unionId:" + simulator.person(HAN_MEIMEI).unionId();
    Map<String, Object> alice =
        Map.of("identities", List.of("dingtalk:" + entry), "roles", List.of("admin"));
    try (NanobotProcess gateway =
        start(Home.dingtalk(simulator, entry), Map.of("users", Map.of("alice", alice)))) {
      simulator.say(LI_LEI, "let me in");
      gateway.awaitLine("Access denied for sender " + LI_LEI);
      assertThat(reply(simulator.say(HAN_MEIMEI, "/whoami"))).contains("alice", "admin, user");
    }
  }

  @Test
  void openMeansEverybodyThereAndDisabledNobody() {
    Map<String, Object> channel = Home.dingtalk(simulator, LI_LEI);
    channel.put("dmPolicy", "open");
    channel.put("groupPolicy", "disabled");
    try (NanobotProcess gateway = start(channel, Map.of())) {
      SentMessage knock = simulator.sayInGroup(LI_LEI, "let me in");
      gateway.awaitLine("Nobody is admitted there: groupPolicy is disabled");

      assertThat(reply(simulator.say(HAN_MEIMEI, "hello"))).isEqualTo("hello");
      assertThat(knock.replies()).isEmpty();
    }
    channel.remove("dmPolicy");
    channel.put("groupPolicy", "open");
    try (NanobotProcess gateway = start(channel, Map.of())) {
      SentMessage knock = simulator.say(HAN_MEIMEI, "let me in");
      gateway.awaitLine("Access denied for sender " + HAN_MEIMEI);

      assertThat(reply(simulator.sayInGroup(HAN_MEIMEI, "hello all"))).isEqualTo("hello all");
      assertThat(knock.replies()).isEmpty();
    }
  }

  @Test
  void eachMemberOfAGroupHasAConversationOfTheirOwnWhereMembersAreIsolated() {
    ScriptedAgent.write(
        new Home(directory).plugins().resolve("zoo.jar"), "reply.send(turn.session());");
    Map<String, Object> channel = Home.dingtalk(simulator, "*");
    assertThat(sessions(channel)).hasSize(1);
    channel.put("groupUserIsolation", true);
    assertThat(sessions(channel)).hasSize(2);
  }

  /** In which an agent answers two people in one group. */
  private Set<String> sessions(Map<String, Object> channel) {
    Home home =
        new Home(directory)
            .withSections(
                Map.of(
                    "agents", Map.of("default", "zoo"), "channels", Map.of("dingtalk", channel)));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      String han = reply(simulator.sayInGroup(HAN_MEIMEI, "where am I?"));
      String li = reply(simulator.sayInGroup(LI_LEI, "and I?"));
      assertThat(gateway.terminate()).isZero();
      return new HashSet<>(List.of(han, li));
    }
  }

  @Test
  void peopleLearnWhoTheyAreForTheHost() {
    Map<String, Object> alice =
        Map.of("identities", List.of("dingtalk:" + HAN_MEIMEI), "roles", List.of("admin"));
    try (NanobotProcess gateway =
        start(Home.dingtalk(simulator, "*"), Map.of("users", Map.of("alice", alice)))) {
      assertThat(reply(simulator.say(HAN_MEIMEI, "/whoami")))
          .contains("alice")
          .contains(HAN_MEIMEI)
          .contains("admin, user");
      assertThat(reply(simulator.say(LI_LEI, "/WhoAmI")))
          .contains("dingtalk:staffId:manager7675")
          .doesNotContain("admin");
      assertThat(gateway.output()).contains("alice uses /whoami");
    }
  }

  @Test
  void anAdminApprovesByChat() {
    Map<String, Object> channel = Home.dingtalk(simulator, LI_LEI);
    channel.put("dmPolicy", "pairing");
    Map<String, Object> boss =
        Map.of("identities", List.of("dingtalk:" + LI_LEI), "roles", List.of("admin"));
    try (NanobotProcess gateway = start(channel, Map.of("users", Map.of("boss", boss)))) {
      String invitation = reply(simulator.say(HAN_MEIMEI, "let me in"));
      String code = invitation.replaceAll("(?s).*`([A-Z2-9]{4}-[A-Z2-9]{4})`.*", "$1");

      assertThat(reply(simulator.say(LI_LEI, "/pairing"))).contains(code).contains(HAN_MEIMEI);
      assertThat(reply(simulator.sayInGroup(LI_LEI, "/pairing"))).contains("in a direct chat");
      assertThat(reply(simulator.say(LI_LEI, "/pairing approve " + code)))
          .contains("0123456789 can now access dingtalk");
      assertThat(reply(simulator.say(HAN_MEIMEI, "hello"))).isEqualTo("hello");
      assertThat(reply(simulator.say(HAN_MEIMEI, "/pairing"))).contains("You may not use");
      assertThat(reply(simulator.say(LI_LEI, "/pairing revoke 0123456789"))).contains("Revoked");
      SentMessage after = simulator.say(HAN_MEIMEI, "still there?");
      assertThat(simulator.awaitAck(after, PATIENCE)).isTrue();
      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(texts(after)).doesNotContain("still there?");
      assertThat(new Home(directory).audit())
          .extracting(line -> line.path("event").asString("") + " " + line.path("who").asString(""))
          .contains("role.used boss", "role.refused dingtalk:staffId:" + HAN_MEIMEI);
    }
  }

  @Test
  void explainsWhoIsAdmittedAndHowToChangeThat() {
    Map<String, Object> channel = Home.dingtalk(simulator, LI_LEI);
    channel.put(
        "groups",
        Map.of(
            "cid1", Map.of("allowFrom", List.of()),
            "cid2", Map.of("requireMention", false),
            "*", Map.of("allowFrom", List.of("*"))));
    Home home = new Home(directory).with(Map.of("dingtalk", channel));

    assertThat(explain(home, "dingtalk", LI_LEI))
        .contains("manager7675 in a direct conversation on channel dingtalk: admitted")
        .contains("allowFrom lists the sender")
        .contains("remove \"manager7675\" from channels.dingtalk.allowFrom");
    assertThat(explain(home, "dingtalk", HAN_MEIMEI))
        .contains("refused")
        .contains("add \"0123456789\" to channels.dingtalk.allowFrom");
    assertThat(explain(home, "dingtalk", LI_LEI, "--group", "cid1"))
        .contains("in group cid1 on channel dingtalk: refused")
        .contains("add \"manager7675\" to channels.dingtalk.groups.cid1.allowFrom")
        .contains(
            "no mention:   ignored; to change that, set channels.dingtalk.groups.cid1.requireMention to false");
    assertThat(explain(home, "dingtalk", HAN_MEIMEI, "--group", "cid2"))
        .contains("in group cid2 on channel dingtalk: admitted")
        .contains("in the place of \"*\" in channels.dingtalk.groups.*.allowFrom, which counts for")
        .doesNotContain("no mention");
    try (NanobotProcess command = home.run("access", "explain", "telegram", "42")) {
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.output())
          .contains("There is no channel \"telegram\"")
          .contains("there are: dingtalk");
    }
  }

  private static String explain(Home home, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "access";
    all[1] = "explain";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return output(home, all);
  }

  private static String output(Home home, String... arguments) {
    try (NanobotProcess command = home.run(arguments)) {
      assertThat(command.exitCode()).isZero();
      return command.output();
    }
  }

  private SentMessage overheard(String person, String text) {
    return simulator.say(
        Utterance.by(simulator.person(person), text).inGroup(simulator.group()).overheard());
  }

  private NanobotProcess start(Map<String, Object> channel, Map<String, Object> security) {
    return new Home(directory)
        .with(Map.of("dingtalk", channel), security)
        .gateway()
        .awaitLine(CONNECTED);
  }

  private String reply(SentMessage message) {
    return simulator.awaitReply(message, PATIENCE).orElseThrow().text();
  }

  private static List<String> texts(SentMessage message) {
    return message.replies().stream().map(reply -> reply.text()).toList();
  }
}
