package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.Connection;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.Redelivery;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.host.config.SimpleJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of the packed gateway changes while it runs. */
class ConfigChangeIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String REPLACED = "DingTalk channel works with its changed settings";
  private static final String ADJUSTED = "Channel dingtalk follows its changed access rules";
  private static final String UNUSED = "The changed configuration is not used";
  private static final String HAN_MEIMEI = "0123456789";
  private static final String ZHANG_WEI = "zhangwei42";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose
  private final DingTalkSimulator simulator =
      DingTalkSimulator.builder()
          .app("dingone", "secret-one")
          .app("dingtwo", "secret-two")
          .redelivery(Redelivery.onSilence(Duration.ofSeconds(2)))
          .start();

  @TempDir private Path directory;

  @Test
  void changedSettingsReplaceTheChannelWhileMessagesFlow() throws Exception {
    Map<String, Object> channel = channel();
    Map<String, Object> security =
        Map.of(
            "limits",
            Map.of("messagesPerMinute", 0, "conversationMessagesPerMinute", 0, "loopMessages", 0));
    Home home = new Home(directory).with(Map.of("dingtalk", channel), security);
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      Set<String> before = links();
      channel.put("pingInterval", "15s");
      home.with(Map.of("dingtalk", channel), security);
      List<SentMessage> said = new ArrayList<>();
      while (gateway.count(REPLACED) == 0 || !simulatorHasOneLinkBut(before)) {
        said.add(simulator.say(HAN_MEIMEI, "message " + said.size()));
        Thread.sleep(50); // slower than answers, so that the conversation never reaches its bound
      }

      for (SentMessage message : said) {
        assertThat(simulator.awaitReplies(message, 1, PATIENCE))
            .as("replies to %s of %d", message.text(), said.size())
            .hasSize(1);
      }
      SentMessage last = simulator.say(HAN_MEIMEI, "the last");
      assertThat(simulator.awaitReplies(last, 1, PATIENCE)).hasSize(1);
      assertThat(simulator.replies()).hasSize(said.size() + 1);
      assertThat(gateway.terminate()).isZero();
    }
    assertThat(changes(home)).containsExactly("dingtalk replaced");
  }

  @Test
  void aWrongSecretKeepsTheChannelAndARightOneReplacesIt() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "secret-one\n");
    Map<String, Object> channel = channel();
    channel.put("clientSecret", "${file:" + secret + "}");
    Home home = new Home(directory).with(Map.of("dingtalk", channel));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      Set<String> before = links();
      Files.writeString(secret, "a-wrong-secret\n");
      gateway.awaitLine("The changed settings of channel dingtalk do not work");
      assertThat(links()).isEqualTo(before);
      assertThat(isAnswered(HAN_MEIMEI)).isTrue();

      Files.writeString(secret, "secret-two\n");
      gateway.awaitLine("The changed settings of channel dingtalk do not work", 2);
      channel.put("clientId", "dingtwo");
      home.with(Map.of("dingtalk", channel));
      gateway.awaitLine(REPLACED);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  simulator.connections().stream()
                      .map(Connection::clientId)
                      .toList()
                      .equals(List.of("dingtwo")));

      assertThat(gateway.output())
          .doesNotContain("secret-one", "secret-two", "a-wrong-secret", "\tat ");
      assertThat(gateway.terminate()).isZero();
    }
    assertThat(changes(home))
        .containsExactly("dingtalk kept", "dingtalk kept", "dingtalk replaced");
  }

  @Test
  void accessRulesCountFromTheNextMessageWithoutAnotherConnection() throws Exception {
    Map<String, Object> channel = channel();
    Home home = new Home(directory).with(Map.of("dingtalk", channel));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      Set<String> before = links();
      simulator.say(ZHANG_WEI, "hello");
      gateway.awaitLine("Access denied for sender zhangwei42");
      channel.put("allowFrom", List.of(ZHANG_WEI));
      home.with(Map.of("dingtalk", channel));
      gateway.awaitLine(ADJUSTED);

      assertThat(isAnswered(ZHANG_WEI)).isTrue();
      simulator.say(HAN_MEIMEI, "hello");
      gateway.awaitLine("Access denied for sender 0123456789");
      assertThat(links()).isEqualTo(before);
      assertThat(gateway.terminate()).isZero();
    }
    assertThat(changes(home)).containsExactly("dingtalk adjusted");
  }

  @Test
  void channelsStartAndStopAlone() throws Exception {
    Map<String, Object> support = channel();
    support.putAll(Map.of("type", "dingtalk", "clientId", "dingtwo", "clientSecret", "secret-two"));
    support.put("enabled", false);
    Home home = new Home(directory).with(Map.of("dingtalk", channel(), "support", support));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      Set<String> before = links();
      support.put("enabled", true);
      home.with(Map.of("dingtalk", channel(), "support", support));
      gateway.awaitLine("DingTalk (support) channel connected via Stream Mode");
      assertThat(links()).containsAll(before).hasSize(2);

      home.with(Map.of("dingtalk", channel()));
      gateway.awaitLine("Stopped DingTalk (support) channel");
      await().atMost(PATIENCE).until(() -> links().equals(before));
      assertThat(isAnswered(HAN_MEIMEI)).isTrue();
      assertThat(gateway.terminate()).isZero();
    }
    assertThat(changes(home)).containsExactly("support started", "support stopped");
  }

  @Test
  void whatIsWrongIsToldOnceAndChangesNothing() throws Exception {
    Home home = new Home(directory).with(Map.of("dingtalk", channel()));
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      Set<String> before = links();
      home.write("{\"channels\": ");
      gateway.awaitLine(UNUSED).awaitLine("JSON syntax error");
      Map<String, Object> twin = channel();
      twin.put("type", "dingtalk");
      home.with(Map.of("dingtalk", channel(), "twin", twin));
      gateway.awaitLine(UNUSED, 2).awaitLine("uses the same account of the platform");
      home.write(
          SimpleJson.pretty(
              Map.of("gateway", Map.of("port", 1), "channels", Map.of("dingtalk", channel()))));
      gateway.awaitLine("Changed settings that count after a restart of the gateway");
      assertThat(gateway.output()).contains("in a chat: gateway.port");

      assertThat(gateway.count(UNUSED)).isEqualTo(2);
      assertThat(links()).isEqualTo(before);
      assertThat(isAnswered(HAN_MEIMEI)).isTrue();
      assertThat(gateway.terminate()).isZero();
    }
    assertThat(changes(home)).isEmpty();
  }

  @Test
  void twoChannelsOfOneAccountDoNotStart() {
    Map<String, Object> twin = channel();
    twin.put("type", "dingtalk");
    Home home = new Home(directory).with(Map.of("dingtalk", channel(), "twin", twin));
    try (NanobotProcess gateway = home.gateway()) {
      assertThat(gateway.exitCode()).isEqualTo(1);
      assertThat(gateway.output())
          .contains("uses the same account of the platform")
          .containsPattern("channels\\.(dingtalk|twin)  \\(line")
          .doesNotContain("\tat ");
    }
    assertThat(simulator.connections()).isEmpty();
  }

  private Map<String, Object> channel() {
    return new LinkedHashMap<>(Home.dingtalk(simulator, HAN_MEIMEI));
  }

  private boolean isAnswered(String person) {
    return simulator.awaitReply(simulator.say(person, "are you there"), PATIENCE).isPresent();
  }

  private boolean simulatorHasOneLinkBut(Set<String> before) {
    Set<String> now = links();
    return now.size() == 1 && before.stream().noneMatch(now::contains);
  }

  private Set<String> links() {
    return simulator.connections().stream().map(Connection::id).collect(Collectors.toSet());
  }

  private static List<String> changes(Home home) {
    return home.audit().stream()
        .filter(line -> line.path("event").stringValue().equals("channel.changed"))
        .map(line -> line.path("channel").stringValue() + " " + line.path("change").stringValue())
        .toList();
  }
}
