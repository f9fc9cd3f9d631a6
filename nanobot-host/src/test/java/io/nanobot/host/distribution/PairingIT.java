package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.App;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.Utterance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** People who are not listed, and the commands about them, beside a gateway. */
class PairingIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final String LI_LEI = "manager7675";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern CODE = Pattern.compile("Your pairing code is: `([A-Z2-9-]{9})`");

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK =
      new DingTalkSimulatorExtension(
          DingTalkSimulator.builder()
              .app("dingdemo", "demo-secret")
              .app("dingsupport", "support-secret")
              .admin(LI_LEI, "Li Lei")
              .staff(HAN_MEIMEI, "Han Meimei")
              .staff("zhangwei42", "Zhang Wei")
              .staff("wangfang8", "Wang Fang"));

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  private Home home(Map<String, ?> rules, String... allowFrom) {
    Map<String, Object> section = new HashMap<>(Home.dingtalk(simulator, allowFrom));
    section.putAll(rules);
    return new Home(directory).with(Map.of("dingtalk", section));
  }

  @Test
  void aStrangerIsAnsweredFromTheApprovalToTheRevocation() {
    Home home = home(Map.of("dmPolicy", "pairing"), LI_LEI);
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      SentMessage inGroup = simulator.sayInGroup(HAN_MEIMEI, "in a group");
      gateway.awaitLine("Access denied for sender " + HAN_MEIMEI);
      String code = code(simulator.say(HAN_MEIMEI, "let me in"));
      assertThat(inGroup.replies()).isEmpty();
      assertThat(run(home, 0, "pairing", "list"))
          .contains("- `%s` | dingtalk | %s | ".formatted(code, HAN_MEIMEI))
          .contains("Han Meimei");

      assertThat(run(home, 1, "pairing", "approve", "ABCD-EFGH"))
          .contains("Error: Invalid or expired pairing code: `ABCD-EFGH`");
      assertThat(run(home, 0, "pairing", "approve", code))
          .contains(
              "Approved pairing code `%s` — %s can now access dingtalk"
                  .formatted(code, HAN_MEIMEI));
      assertThat(reply(simulator.say(HAN_MEIMEI, "thanks")).text()).isEqualTo("thanks");
      assertThat(reply(simulator.sayInGroup(HAN_MEIMEI, "all of you")).text())
          .isEqualTo("all of you");
      assertThat(run(home, 0, "pairing", "list"))
          .contains("No pending pairing requests.")
          .contains("- dingtalk | %s | Han Meimei".formatted(HAN_MEIMEI));

      assertThat(run(home, 1, "pairing", "revoke", "other", HAN_MEIMEI))
          .contains("was not in the approved list for other");
      assertThat(run(home, 0, "pairing", "revoke", "dingtalk", HAN_MEIMEI))
          .contains("Revoked %s from dingtalk".formatted(HAN_MEIMEI));
      SentMessage refused = simulator.say(HAN_MEIMEI, "still there?");
      assertThat(simulator.awaitAck(refused, PATIENCE)).isTrue();
      reply(simulator.say(LI_LEI, "I am"));
      assertThat(refused.replies()).noneMatch(reply -> reply.text().equals("still there?"));
      assertThat(run(home, 0, "store", "verify")).contains("is sound");
      assertThat(gateway.terminate()).isZero();
      assertThat(audited(home, "pairing.changed", "change"))
          .containsExactly("requested", "approved", "revoked");
      assertThat(audited(home, "access.decided", "rule")).contains("UNPAIRED", "PAIRED", "LISTED");
    }
  }

  @Test
  void whoeverWasDeniedStaysOutside() {
    Home home = home(Map.of("dmPolicy", "pairing"));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      String code = code(simulator.say(HAN_MEIMEI, "let me in"));

      assertThat(run(home, 0, "pairing", "deny", code)).contains("Denied pairing code");
      assertThat(run(home, 1, "pairing", "deny", code)).contains("not found or already expired");
      assertThat(run(home, 1, "pairing", "approve", code)).contains("Invalid or expired");
      SentMessage refused = simulator.say(HAN_MEIMEI, "please");
      assertThat(simulator.awaitAck(refused, PATIENCE)).isTrue();
      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(refused.replies()).isEmpty();
    }
  }

  @Test
  void threeRequestsOfOneChannelWaitAtMost() {
    Home home = home(Map.of("dmPolicy", "pairing"));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      String code = code(simulator.say(HAN_MEIMEI, "let me in"));
      code(simulator.say(LI_LEI, "me too"));
      code(simulator.say("zhangwei42", "and me"));
      SentMessage again = simulator.say(HAN_MEIMEI, "please");
      SentMessage fourth = simulator.say("wangfang8", "and what about me?");
      gateway.awaitLine(
          "Sender wangfang8 on channel dingtalk got no pairing code: as many requests");

      assertThat(run(home, 0, "pairing", "list").lines().filter(line -> line.startsWith("- `")))
          .hasSize(3)
          .anyMatch(line -> line.startsWith("- `%s` | dingtalk | 0123456789 |".formatted(code)))
          .noneMatch(line -> line.contains("wangfang8"));
      assertThat(simulator.awaitAck(again, PATIENCE)).isTrue();
      assertThat(simulator.awaitAck(fourth, PATIENCE)).isTrue();
      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(again.replies()).as("told a moment ago").isEmpty();
      assertThat(fourth.replies()).isEmpty();
    }
  }

  @Test
  void anApprovalIsForOneChannelAndOutlivesARestart() {
    Map<String, Object> dingtalk = new HashMap<>(Home.dingtalk(simulator));
    dingtalk.put("dmPolicy", "pairing");
    App other = simulator.apps().get(1);
    Map<String, Object> support = new HashMap<>(dingtalk);
    support.put("type", "dingtalk");
    support.put("clientId", other.clientId());
    support.put("clientSecret", other.clientSecret());
    Home home = new Home(directory).with(Map.of("dingtalk", dingtalk, "support", support));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      gateway.awaitLine("DingTalk (support) channel connected via Stream Mode");
      String code = code(simulator.say(HAN_MEIMEI, "let me in"));
      run(home, 0, "pairing", "approve", code);

      Utterance there = Utterance.by(simulator.person(HAN_MEIMEI), "let me in there").to(other);
      assertThat(code(simulator.say(there))).isNotEqualTo(code);
      assertThat(gateway.terminate()).isZero();
    }
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      assertThat(reply(simulator.say(HAN_MEIMEI, "here I am")).text()).isEqualTo("here I am");
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void whoeverGuessesCodesIsNotListenedToAndNobodyElseSuffers() {
    Map<String, Object> section = new HashMap<>(Home.dingtalk(simulator, LI_LEI));
    section.put("dmPolicy", "pairing");
    Map<String, Object> boss =
        Map.of("identities", List.of("dingtalk:" + LI_LEI), "roles", List.of("admin"));
    Home home =
        new Home(directory)
            .with(Map.of("dingtalk", section), Map.of("users", Map.of("boss", boss)));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      String code = code(simulator.say(HAN_MEIMEI, "let me in"));
      for (int guess = 0; guess < 5; guess++) {
        assertThat(reply(simulator.say(LI_LEI, "/pairing approve 2222-222" + (guess + 2))).text())
            .startsWith("Invalid or expired pairing code");
      }

      assertThat(reply(simulator.say(LI_LEI, "/pairing approve " + code)).text())
          .isEqualTo("Too many wrong pairing codes. Please try again in an hour.");
      assertThat(run(home, 0, "pairing", "approve", code)).contains("can now access dingtalk");
      assertThat(gateway.terminate()).isZero();
      assertThat(audited(home, "role.used", "command")).contains("/pairing approve");
    }
  }

  @Test
  void whoeverIsRefusedIsToldTheirIdOnceAndSeenByTheOperator() {
    Home home = home(Map.of("denyNotice", true), LI_LEI);
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      SentMessage knock = simulator.say(HAN_MEIMEI, "let me in");
      assertThat(reply(knock).text()).contains("your Staff ID: `%s`".formatted(HAN_MEIMEI));
      SentMessage again = simulator.say(HAN_MEIMEI, "let me in!");
      assertThat(simulator.awaitAck(again, PATIENCE)).isTrue();
      reply(simulator.say(LI_LEI, "hello"));
      simulator.sayInGroup(simulator.outsideContact(), "who is there?");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(run(home, 0, "channels", "seen"))
                      .contains("dingtalk  \"%s\"  Han Meimei".formatted(HAN_MEIMEI))
                      .contains("not admitted: allowFrom does not list the sender")
                      .contains("\"%s\"".formatted(LI_LEI))
                      .contains("  admitted: allowFrom lists the sender")
                      .contains("in group \""));
      assertThat(run(home, 0, "channels", "seen", "other")).contains("Nobody has written yet.");
      assertThat(gateway.count("Access denied for sender " + HAN_MEIMEI)).isEqualTo(1);
      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(again.replies()).isEmpty();
    }
  }

  @Test
  void onlyWhoeverIsListedIsToldThatPrivateChatIsTurnedOff() {
    Home home = home(Map.of("disablePrivateChat", true), HAN_MEIMEI);
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      assertThat(reply(simulator.say(HAN_MEIMEI, "hello")).text())
          .isEqualTo(
              "Private chat is turned off for this assistant. Please talk to it in a group.");
      assertThat(reply(simulator.sayInGroup(HAN_MEIMEI, "here I am")).text())
          .isEqualTo("here I am");
      SentMessage stranger = simulator.say(LI_LEI, "hello");
      gateway.awaitLine("Access denied for sender " + LI_LEI);
      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(stranger.replies()).isEmpty();
    }
  }

  @Test
  void withoutAStoreThereIsNobody() {
    Home home = home(Map.of());
    assertThat(run(home, 0, "pairing", "list")).contains("There is no message store yet");
    assertThat(run(home, 0, "channels", "seen")).contains("There is no message store yet");
    assertThat(run(home, 1, "pairing", "approve", "ABCD-EFGH"))
        .contains("There is no message store yet");
  }

  private String code(SentMessage message) {
    Matcher told = CODE.matcher(reply(message).text());
    assertThat(told.find()).as("a code in the reply").isTrue();
    return told.group(1);
  }

  private Reply reply(SentMessage message) {
    return simulator.awaitReply(message, PATIENCE).orElseThrow();
  }

  private static List<String> audited(Home home, String event, String field) {
    return home.audit().stream()
        .filter(line -> line.get("event").stringValue().equals(event))
        .map(line -> line.get(field).stringValue())
        .toList();
  }

  private static String run(Home home, int exitCode, String... arguments) {
    try (NanobotProcess nanobot = home.run(arguments)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isEqualTo(exitCode);
      assertThat(nanobot.output()).doesNotContain("\tat ");
      return nanobot.output();
    }
  }
}
