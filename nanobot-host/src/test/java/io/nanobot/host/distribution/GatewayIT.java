package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import io.nanobot.dingtalk.simulator.SentMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packed distribution with its DingTalk plugin, against the simulator. */
class GatewayIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final String LI_LEI = "manager7675";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;

  @Test
  void answersInADirectConversation() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      SentMessage hello = simulator.say(HAN_MEIMEI, "hello");

      assertThat(reply(hello).text()).isEqualTo("hello");
      assertThat(reply(hello).via()).isEqualTo(Reply.Via.WEBHOOK);
      assertThat(simulator.awaitAck(hello, PATIENCE)).isTrue();
      assertThat(gateway.lines()).anyMatch(line -> line.contains("Starting DingTalk channel..."));
    }
  }

  @Test
  void answersInAGroup() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      SentMessage hello = simulator.sayInGroup(HAN_MEIMEI, "deploy please");

      assertThat(reply(hello).text()).isEqualTo("deploy please");
      assertThat(reply(hello).conversation()).isEqualTo(simulator.group());
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void refusesWhoIsNotListedAndTellsHowToLetThemIn() {
    try (NanobotProcess gateway = start(LI_LEI)) {
      SentMessage knock = simulator.say(HAN_MEIMEI, "let me in");
      gateway.awaitLine("Access denied for sender " + HAN_MEIMEI);
      SentMessage listed = simulator.say(LI_LEI, "hello");
      reply(listed);

      assertThat(knock.replies()).isEmpty();
      assertThat(simulator.awaitAck(knock, PATIENCE)).isTrue();
      assertThat(gateway.output())
          .contains("Staff ID, name \"Han Meimei\"")
          .contains(
              "{\"channels\": {\"dingtalk\": {\"allowFrom\": [\"manager7675\", \"0123456789\"]}}}");
    }
  }

  @Test
  void refusesAnOutsideContactWithoutStaffId() {
    try (NanobotProcess gateway = start(LI_LEI, HAN_MEIMEI)) {
      SentMessage knock = simulator.say(simulator.outsideContact(), "let me in");
      gateway.awaitLine("The platform gave no Staff ID for them");
      reply(simulator.say(HAN_MEIMEI, "me you know"));

      assertThat(knock.replies()).isEmpty();
    }
  }

  @Test
  void starAdmitsEverybody() {
    try (NanobotProcess gateway = start("*")) {
      assertThat(reply(simulator.say(simulator.outsideContact(), "hi")).text()).isEqualTo("hi");
      assertThat(gateway.output()).doesNotContain("Access denied");
    }
  }

  @Test
  void anEmptyListAdmitsNobodyAndSaysSoAtStart() {
    try (NanobotProcess gateway = start()) {
      gateway.awaitLine(
          "\"dingtalk\" has empty allowFrom (denies all). Set [\"*\"] to allow everyone, or add specific user IDs.");
      SentMessage knock = simulator.say(HAN_MEIMEI, "let me in");
      gateway.awaitLine("Access denied for sender " + HAN_MEIMEI);

      assertThat(gateway.terminate()).isZero(); // whatever was to be sent has been sent
      assertThat(knock.replies()).isEmpty();
    }
  }

  @Test
  void answersARedeliveredMessageOnce() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      SentMessage hello = simulator.say(HAN_MEIMEI, "hello");
      reply(hello);
      simulator.pushAgain(hello);
      await().atMost(PATIENCE).until(() -> hello.acks().size() == 2);
      reply(simulator.say(HAN_MEIMEI, "next"));

      assertThat(hello.replies()).hasSize(1);
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void keepsTheOrderOfAConversation() {
    try (NanobotProcess gateway = start(HAN_MEIMEI, LI_LEI)) {
      List<SentMessage> sent =
          IntStream.range(0, 19).mapToObj(i -> simulator.say(HAN_MEIMEI, "message " + i)).toList();
      reply(sent.get(18)); // one more would look like a loop

      assertThat(
              simulator.replies(simulator.oneToOne(simulator.person(HAN_MEIMEI))).stream()
                  .map(Reply::text))
          .containsExactlyElementsOf(sent.stream().map(SentMessage::text).toList());
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void reconnectsAfterTheLinkWasCut() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      simulator.dropLinks();
      gateway.awaitLine("DingTalk channel is not connected").awaitLine(CONNECTED, 2);

      assertThat(reply(simulator.say(HAN_MEIMEI, "still there?")).text()).isEqualTo("still there?");
    }
  }

  @Test
  void followsARotationWithoutAGap() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      String before = simulator.connections().get(0).id();
      simulator.disconnect();
      await()
          .atMost(PATIENCE)
          .until(() -> simulator.connections().stream().anyMatch(c -> !c.id().equals(before)));

      assertThat(reply(simulator.say(HAN_MEIMEI, "still there?")).text()).isEqualTo("still there?");
      assertThat(gateway.output()).doesNotContain("is not connected");
    }
  }

  @Test
  void usesTheRobotApiWhenTheSessionWebhookHasExpired() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      simulator.faults().expireWebhooks();
      SentMessage hello = simulator.say(HAN_MEIMEI, "hello");

      assertThat(reply(hello).text()).isEqualTo("hello");
      assertThat(reply(hello).via()).isNotEqualTo(Reply.Via.WEBHOOK);
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void reportsRefusedCredentialsAtOnceAndDoesNotHammer() {
    simulator.faults().refuseCredentials();
    try (NanobotProcess gateway = home(HAN_MEIMEI).gateway()) {
      gateway.awaitLine("Failed to start channel dingtalk:");

      assertThat(gateway.output())
          .contains("next attempt in 300 s")
          .doesNotContain("\tat ")
          .doesNotContain(simulator.app().clientSecret());
      assertThat(simulator.requests("/v1.0/gateway/connections/open")).hasSize(1);
    }
  }

  @Test
  void oneOfTwoChannelsFailingDoesNotTouchTheOther() {
    try (NanobotProcess gateway = homeWithAWrongApp().gateway()) {
      gateway.awaitLine(CONNECTED).awaitLine("Failed to start channel support:");

      assertThat(reply(simulator.say(HAN_MEIMEI, "hello")).text()).isEqualTo("hello");
    }
  }

  @Test
  void twoChannelsOfOneTypeRunSideBySide() {
    try (DingTalkSimulator other = DingTalkSimulator.builder().app("dingsupport", "s").start()) {
      Map<String, Object> second = Home.dingtalk(other, "*");
      second.put("type", "dingtalk");
      Map<String, Object> channels = new LinkedHashMap<>();
      channels.put("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI));
      channels.put("support", second);
      try (NanobotProcess gateway = new Home(directory).with(channels).gateway()) {
        gateway
            .awaitLine(CONNECTED)
            .awaitLine("DingTalk (support) channel connected via Stream Mode");

        assertThat(reply(simulator.say(HAN_MEIMEI, "one")).text()).isEqualTo("one");
        SentMessage two = other.say(HAN_MEIMEI, "two");
        assertThat(other.awaitReply(two, PATIENCE).orElseThrow().text()).isEqualTo("two");
      }
    }
  }

  @Test
  void anEnabledChannelWithoutPluginNamesTheJarAndTheOthersStart() {
    Map<String, Object> channels = new LinkedHashMap<>();
    channels.put("telegram", Map.of("enabled", true, "token", "t"));
    channels.put("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI));
    try (NanobotProcess gateway = new Home(directory).with(channels).gateway()) {
      gateway
          .awaitLine("telegram channel not available")
          .awaitLine("nanobot-channel-telegram-<version>.jar")
          .awaitLine(CONNECTED);
    }
  }

  @Test
  void healthAndStatusTellHowEachChannelIs() throws Exception {
    Home home = homeWithAWrongApp();
    try (NanobotProcess gateway = home.gateway()) {
      gateway.awaitLine(CONNECTED).awaitLine("Failed to start channel support:");
      HttpResponse<String> health = get(gateway.address("/health"));
      String port = Integer.toString(gateway.address("/").getPort());

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body())
          .contains(
              "\"status\":\"degraded\"", "\"dingtalk\":\"CONNECTED\"", "\"support\":\"FAILED\"");
      assertThat(get(gateway.address("/health/live")).statusCode()).isEqualTo(200);
      assertThat(get(gateway.address("/elsewhere")).statusCode()).isEqualTo(404);
      try (NanobotProcess status = home.run("channels", "status", "--port", port)) {
        assertThat(status.exitCode()).isZero();
        assertThat(status.output())
            .contains("dingtalk (dingtalk): CONNECTED", "support (dingtalk): FAILED", "next try:");
      }
    }
  }

  @Test
  void healthIsOkWhileEveryChannelIsConnected() throws Exception {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      HttpResponse<String> health = get(gateway.awaitLine("Health endpoint").address("/health"));

      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).contains("\"status\":\"ok\"");
    }
  }

  @Test
  void startsWhileTheNetworkIsDownAndConnectsWhenItIsBack() throws Exception {
    simulator.faults().refuseTcp();
    try (NanobotProcess gateway = home(HAN_MEIMEI).gateway()) {
      gateway.awaitLine("DingTalk channel is not connected");
      URI health = gateway.address("/health");
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                assertThat(get(health).statusCode()).isEqualTo(503);
                return gateway.count("DingTalk channel is not connected") >= 3;
              });
      simulator.faults().clear();
      gateway.awaitLine(CONNECTED);
    }
  }

  @Test
  void terminationDrainsAndExitsWithZero() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      simulator.faults().sendBusy().times(2);
      SentMessage last = simulator.say(HAN_MEIMEI, "one last thing");
      gateway.awaitLine("Send to dingtalk failed (attempt 1/3)");

      assertThat(gateway.terminate()).isZero();
      assertThat(last.replies()).extracting(Reply::text).containsExactly("one last thing");
      assertThat(gateway.output())
          .contains("Shutting down... Press Ctrl+C again to force.")
          .contains("Gateway shutdown requested by SIGTERM")
          .contains("Stopped DingTalk channel")
          .doesNotContain("ERROR");
      await().atMost(PATIENCE).until(() -> simulator.connections().isEmpty());
    }
  }

  @Test
  void answersAfterAKillWhatItHadAcknowledged() {
    Home home = home(HAN_MEIMEI);
    SentMessage hello;
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      simulator.faults().sendBusy();
      hello = simulator.say(HAN_MEIMEI, "hello");
      gateway.awaitLine("Send to dingtalk failed (attempt 1/3)");
      assertThat(simulator.awaitAck(hello, PATIENCE)).isTrue();
      gateway.signal("KILL");
      gateway.exitCode();
    }
    simulator.faults().clear();
    try (NanobotProcess gateway = home.gateway()) {
      assertThat(reply(hello).text()).isEqualTo("hello");
      simulator.pushAgain(hello);
      reply(simulator.say(HAN_MEIMEI, "next"));

      assertThat(hello.replies()).as("known again after the restart").hasSize(1);
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void whatIsStoredCanBeReadByTheUserAlone() throws Exception {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      reply(simulator.say(HAN_MEIMEI, "hello"));
      Path store = directory.resolve(".nanobot").resolve("workspace").resolve("store");

      assertThat(gateway.handle().isAlive()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(store)) {
        assertThat(files)
            .isNotEmpty()
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void interruptExitsWithZero() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      gateway.signal("INT");

      assertThat(gateway.exitCode()).isZero();
    }
  }

  @Test
  void verboseLogsShowDetailButNoSecret() {
    try (NanobotProcess gateway = home(HAN_MEIMEI).gateway("-v")) {
      gateway.awaitLine(CONNECTED);
      reply(simulator.say(HAN_MEIMEI, "hello"));

      assertThat(gateway.output())
          .contains("| DEBUG |")
          .doesNotContain(simulator.app().clientSecret())
          .doesNotContain("sendBySession?session=")
          .doesNotContain("ticket=");
    }
  }

  @Test
  void quietLogsShowNoTextOfMessages() {
    try (NanobotProcess gateway = start(HAN_MEIMEI)) {
      reply(simulator.say(HAN_MEIMEI, "between you and me"));

      assertThat(gateway.output()).doesNotContain("between you and me");
    }
  }

  private NanobotProcess start(String... allowFrom) {
    return home(allowFrom).gateway().awaitLine(CONNECTED);
  }

  private Home home(String... allowFrom) {
    return new Home(directory).with(Map.of("dingtalk", Home.dingtalk(simulator, allowFrom)));
  }

  /** One channel that works, and one whose app the platform does not know. */
  private Home homeWithAWrongApp() {
    Map<String, Object> wrong = Home.dingtalk(simulator, "*");
    wrong.put("type", "dingtalk");
    wrong.put("clientId", "dingwrong");
    return new Home(directory)
        .with(Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI), "support", wrong));
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  private Reply reply(SentMessage message) {
    return simulator.awaitReply(message, PATIENCE).orElseThrow();
  }
}
