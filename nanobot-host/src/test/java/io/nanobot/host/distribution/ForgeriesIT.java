package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Person;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.SharedFile;
import io.nanobot.dingtalk.simulator.Utterance;
import io.nanobot.host.Trials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Strangers behind damaged and forged messages, before the gate of the packed gateway. */
class ForgeriesIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final String LI_LEI = "manager7675";
  private static final String ZHANG_WEI = "zhangwei42";
  private static final String LISTED_GROUP = "cidListed==";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 400;
  private static final int LONGEST_LINE = 2_000;

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  @Test
  void nobodyIsAdmittedByWhatNoPlatformSends() {
    Trials.run(1, this::attempt);
  }

  private void attempt(Random random) {
    simulator.reset();
    Person zhang = simulator.person(ZHANG_WEI);
    Forger forger =
        new Forger(
            random,
            Map.of(
                "senderStaffId",
                LI_LEI,
                "senderUnionId",
                zhang.unionId(),
                "senderId",
                zhang.senderId(),
                "conversationId",
                LISTED_GROUP));
    Home home = home(zhang);
    try (NanobotProcess gateway = home.gateway("-v").awaitLine(CONNECTED)) {
      List<SentMessage> forged = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        forged.add(simulator.say(anything(random).forged(forger::forge)));
      }
      SentMessage honest = simulator.say(LI_LEI, "still there?");

      assertThat(simulator.awaitReply(honest, PATIENCE)).isPresent();
      for (int i = 0; i < MANY; i++) {
        assertThat(simulator.awaitAck(forged.get(i), PATIENCE))
            .as("acknowledged: %s", forger.forged().get(i))
            .isTrue();
      }
      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(simulator.replies()).extracting(Reply::text).containsExactly("still there?");
      assertThat(simulator.requests("/v1.0/robot/messageFiles/download")).isEmpty();
      assertThat(gateway.count(CONNECTED)).isEqualTo(1);
      assertQuiet(gateway);
    }
    assertThat(home.audit())
        .filteredOn(line -> line.path("admitted").asBoolean(false))
        .extracting(line -> line.get("who").stringValue())
        .containsOnly("boss");
    assertThat(home.audit())
        .filteredOn(line -> !line.path("admitted").asBoolean(true))
        .hasSizeGreaterThan(10)
        .extracting(line -> line.get("who").stringValue())
        .doesNotContain("boss");
    assertThat(home.audit())
        .extracting(JsonNode::toString)
        .noneMatch(line -> line.contains("\"role."));
  }

  private void assertQuiet(NanobotProcess gateway) {
    List<String> secrets = new ArrayList<>(simulator.issuedSessions());
    secrets.addAll(simulator.issuedTickets());
    secrets.addAll(simulator.issuedTokens());
    secrets.add(simulator.app().clientSecret());
    assertThat(gateway.output())
        .contains("| DEBUG |")
        .doesNotContain("ERROR", "\tat ")
        .doesNotContain(secrets);
    assertThat(gateway.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(LONGEST_LINE))
        .noneMatch(line -> line.startsWith("| WARN | nanobot | forged"));
  }

  /** What a stranger might say. */
  private Utterance anything(Random random) {
    Person stranger =
        random.nextBoolean() ? simulator.person(HAN_MEIMEI) : simulator.outsideContact();
    List<String> words = List.of("hello", "/whoami", "/restart", "/pairing", "/stop", "@nanobot");
    Utterance utterance = Utterance.by(stranger, words.get(random.nextInt(words.size())));
    if (random.nextBoolean()) {
      utterance.inGroup(simulator.group()).overheard();
    }
    if (random.nextInt(4) == 0) {
      utterance.attaching(SharedFile.picture("a.png", new byte[] {1}));
    }
    return utterance;
  }

  private Home home(Person zhang) {
    Map<String, Object> channel =
        Home.dingtalk(
            simulator, LI_LEI, "unionId:" + zhang.unionId(), "senderId:" + zhang.senderId());
    channel.put("groupAllowFrom", List.of(LISTED_GROUP));
    channel.put("requireMention", false);
    Map<String, Object> boss =
        Map.of("identities", List.of("dingtalk:" + LI_LEI), "roles", List.of("admin"));
    return new Home(directory)
        .with(Map.of("dingtalk", channel), Map.of("users", Map.of("boss", boss)));
  }
}
