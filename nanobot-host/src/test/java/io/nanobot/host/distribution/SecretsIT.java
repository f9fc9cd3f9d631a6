package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** No secret in anything that the packed gateway says, shows or writes. */
class SecretsIT {
  private static final String CONNECTED = "DingTalk channel connected via Stream Mode";
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int FORBIDDEN = 430102;

  private static final String PASSWORD = "p/4$$ w0rd+of=leaky\"é";
  private static final String STORE_PASSWORD = "pw-of-the-store-77";

  /** What {@link LeakingPlugin} makes up. */
  private static final List<String> MADE_UP = List.of("0b1c2d3e4f", "4e7c1a2b-33aa", "f00ba4");

  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  /** All that was said or shown, by where. */
  private final Map<String, String> told = new LinkedHashMap<>();

  @TempDir private Path directory;

  @Test
  void noSecretOfDingTalkIsToldAnywhere() throws Exception {
    Home home = dingtalk();
    try (NanobotProcess gateway = home.gateway("-v").awaitLine(CONNECTED)) {
      talk(gateway);
      ask(home, gateway, "dingtalk");

      assertThat(gateway.terminate()).isZero();
      told.put("gateway", gateway.output());
    }

    assertThat(told.get("gateway")).contains("| DEBUG |");
    assertThat(told.get("deadletters list")).contains("attempts=");
    assertNoSecretOfDingTalkTold();
  }

  /** The SDK, its WebSocket and its HTTP client tell their own steps then. */
  @Test
  void noSecretOfDingTalkIsToldByLibrariesInALogOfTheUsersOwn() throws Exception {
    dingtalk();
    Path logback = directory.resolve("logback.xml");
    Files.writeString(
        logback,
        """
        <configuration>
          <appender name="stderr" class="ch.qos.logback.core.ConsoleAppender">
            <target>System.err</target>
            <encoder><pattern>%-5level %logger{80} %thread %X %msg%n%xEx</pattern></encoder>
          </appender>
          <root level="TRACE"><appender-ref ref="stderr"/></root>
        </configuration>
        """);
    String options = "-Duser.home=" + directory + " -Dlogback.configurationFile=" + logback;
    try (NanobotProcess gateway =
        NanobotProcess.start(directory, Map.of("NANOBOT_OPTS", options), "gateway")
            .awaitLine(CONNECTED)) {
      talk(gateway);

      assertThat(gateway.terminate()).isZero();
      told.put("gateway", gateway.output());
    }

    assertThat(told.get("gateway"))
        .contains("INFO  com.dingtalk.open.", "DEBUG org.apache.hc.", "TRACE shade.io.netty.");
    assertNoSecretOfDingTalkTold();
  }

  private void assertNoSecretOfDingTalkTold() throws IOException {
    assertThat(simulator.issuedTokens()).isNotEmpty();
    assertThat(simulator.issuedTickets()).hasSizeGreaterThan(1);
    assertThat(simulator.issuedSessions()).hasSizeGreaterThan(3);
    List<String> secrets = new ArrayList<>(simulator.issuedTokens());
    secrets.addAll(simulator.issuedTickets());
    secrets.addAll(simulator.issuedSessions());
    secrets.addAll(List.of(simulator.app().clientSecret(), STORE_PASSWORD));
    assertNothingTold(secrets);
    assertPrivate();
  }

  @Test
  void aPluginThatTellsItsSecretsIsNotHeard() throws Exception {
    LeakingPlugin.write(new Home(directory).plugins().resolve("leaky.jar"));
    Home home = leaky();
    try (NanobotProcess gateway = home.gateway("-v")) {
      gateway
          .awaitLine("Failed to start channel refused")
          .awaitLine("Send to leaky failed with a non-retryable");
      await().until(() -> get(gateway.address("/status")).contains("\"FAILED\""));
      ask(home, gateway, "leaky");
      assertThat(gateway.terminate()).isZero();
      told.put("gateway", gateway.output());
    }

    assertThat(told.get("gateway"))
        .contains("made with ***")
        .contains("LEAK debug *** ")
        .contains("LEAK info Authorization: ***")
        .contains("LEAK warn basic alone ***")
        .contains("IllegalStateException: outer ***")
        .contains("https://example.com/?p=***")
        .contains("LEAK java.util.logging ***")
        .contains("LEAK stderr ***")
        .contains("LEAK stdout ***")
        .contains("LEAK thread ***")
        .contains("LEAK refused password *** LEAK replace ***".replace("*** LEAK", "***. LEAK"));
    assertThat(told.get("/status")).contains("LEAK refused password ***");
    assertThat(told.get("channels status")).contains("LEAK refused password ***");
    assertThat(told.get("deadletters show 1")).contains("LEAK 401 for ***");
    List<String> secrets = new ArrayList<>(MADE_UP);
    secrets.add(PASSWORD);
    secrets.add(
        Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    secrets.add("w0rd");
    assertNothingTold(secrets);
    assertPrivate();
    assertThat(storedReasons(home)).contains("LEAK 401 for ***").doesNotContain("w0rd");
  }

  @Test
  void anAppenderOfTheUsersOwnGetsNoSecretEither() throws Exception {
    LeakingPlugin.write(new Home(directory).plugins().resolve("leaky.jar"));
    leaky();
    Path log = directory.resolve("own.log");
    Path logback = directory.resolve("logback.xml");
    Files.writeString(
        logback,
        """
        <configuration>
          <appender name="file" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            <encoder><pattern>%%level %%thread %%X %%kvp %%msg%%n%%xEx</pattern></encoder>
          </appender>
          <root level="DEBUG"><appender-ref ref="file"/></root>
        </configuration>
        """
            .formatted(log));
    String options = "-Duser.home=" + directory + " -Dlogback.configurationFile=" + logback;
    try (NanobotProcess gateway =
        NanobotProcess.start(directory, Map.of("NANOBOT_OPTS", options), "gateway")) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  Files.exists(log)
                      && Files.readString(log).contains("Send to leaky failed with a non-retry"));
      assertThat(gateway.terminate()).isZero();
      told.put("gateway", gateway.output());
    }

    assertThat(Files.readString(log))
        .contains("LEAK debug *** ", "outer ***", "password=\"***\"", "channel=***");
    assertNothingTold(List.of(PASSWORD, "w0rd"));
    assertPrivate();
  }

  @Test
  void aConfigurationThatOthersCanReadIsAWarningWithTheCommandThatFixesIt() throws Exception {
    Home home = dingtalk();
    Files.setPosixFilePermissions(home.config(), PosixFilePermissions.fromString("rw-r--r--"));
    String command = "chmod 600 " + home.config();
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      assertThat(gateway.lines())
          .anyMatch(line -> line.contains("| WARN ") && line.endsWith("Run: " + command));
    }
    assertThat(new ProcessBuilder("sh", "-c", command).start().waitFor()).isZero();
    try (NanobotProcess gateway = home.gateway().awaitLine(CONNECTED)) {
      assertThat(gateway.output()).doesNotContain("chmod");
    }
  }

  @Test
  void aSecretFromAFileIsUsedAndNeverWrittenBack() throws Exception {
    Path secret = directory.resolve("secret");
    Files.writeString(secret, simulator.app().clientSecret() + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Map<String, Object> section = Home.dingtalk(simulator, HAN_MEIMEI);
    section.put("clientSecret", "${file:" + secret + "}");
    Home home = new Home(directory).with(Map.of("dingtalk", section));
    String written = Files.readString(home.config());
    try (NanobotProcess gateway = home.gateway("-v").awaitLine(CONNECTED)) {
      assertThat(gateway.terminate()).isZero();
      told.put("gateway", gateway.output());
    }
    told.put("config check", output(home, "config", "check"));
    try (NanobotProcess onboard = home.run("onboard")) {
      assertThat(onboard.exitCode()).isEqualTo(1);
      told.put("onboard", onboard.output());
    }

    assertThat(Files.readString(home.config())).isEqualTo(written).contains("${file:");
    Files.delete(secret);
    assertNothingTold(List.of(simulator.app().clientSecret()));
  }

  @Test
  void aSecretFromTheEnvironmentIsUsedAndNotTold() throws Exception {
    Map<String, Object> section = Home.dingtalk(simulator, HAN_MEIMEI);
    section.put("clientSecret", "${DINGTALK_SECRET}");
    Home home = new Home(directory).with(Map.of("dingtalk", section));
    Map<String, String> environment = Map.of("DINGTALK_SECRET", simulator.app().clientSecret());
    try (NanobotProcess gateway =
        NanobotProcess.start(directory, environment, "gateway", "-v").awaitLine(CONNECTED)) {
      assertThat(gateway.terminate()).isZero();
      told.put("gateway", gateway.output());
    }

    assertThat(Files.readString(home.config())).contains("${DINGTALK_SECRET}");
    assertNothingTold(List.of(simulator.app().clientSecret()));
  }

  /** Replies through the webhook and the robot API, some of which end as dead letters. */
  private void talk(NanobotProcess gateway) {
    answered(simulator.say(HAN_MEIMEI, "hello"));
    answered(simulator.sayInGroup(HAN_MEIMEI, "hello group"));
    simulator.faults().webhookError(FORBIDDEN);
    simulator.say(HAN_MEIMEI, "refused by the webhook");
    gateway.awaitLine("Send to dingtalk failed with a non-retryable", 1);
    simulator.faults().clear();
    simulator.faults().expireWebhooks();
    answered(simulator.say(HAN_MEIMEI, "through the robot API"));
    simulator.faults().sendFails();
    simulator.say(HAN_MEIMEI, "refused by the robot API");
    gateway.awaitLine("Failed to send to dingtalk after 3 attempts", 1);
    simulator.faults().clear();
    rotate();
    answered(simulator.say(HAN_MEIMEI, "after a rotation"));
    simulator.faults().refuseHandshake().times(1);
    simulator.dropLinks();
    gateway.awaitLine(CONNECTED, 2);
    simulator.faults().refuseCredentials().times(1);
    simulator.revokeTokens();
    answered(simulator.say(HAN_MEIMEI, "after all"));
  }

  /** What is said before the new link stands may go to the old one, and is lost with it. */
  private void rotate() {
    String before = simulator.connections().get(0).id();
    simulator.disconnect();
    await()
        .atMost(PATIENCE)
        .until(() -> simulator.connections().stream().anyMatch(c -> !c.id().equals(before)));
  }

  private void answered(SentMessage message) {
    assertThat(simulator.awaitReply(message, PATIENCE)).isPresent();
  }

  private void ask(Home home, NanobotProcess gateway, String channel) throws Exception {
    for (String page : List.of("/health", "/health/live", "/status", "/elsewhere")) {
      told.put(page, get(gateway.address(page)));
    }
    String port = Integer.toString(gateway.address("/").getPort());
    told.put("channels status", output(home, "channels", "status", "--port", port));
    told.put("deadletters list", output(home, "deadletters", "list"));
    told.put("deadletters show 1", output(home, "deadletters", "show", "1"));
    told.put("store status", output(home, "store", "status"));
    told.put("store verify", output(home, "store", "verify"));
    told.put("plugins list", output(home, "plugins", "list"));
    told.put("config check", output(home, "config", "check"));
    told.put("config schema", output(home, "config", "schema"));
    told.put("config reference", output(home, "config", "reference"));
    told.put("channels seen", output(home, "channels", "seen"));
    told.put("pairing list", output(home, "pairing", "list"));
    told.put("access explain", output(home, "access", "explain", channel, HAN_MEIMEI));
    told.put("doctor", findings(home, "doctor", channel));
    told.put("doctor --json", findings(home, "doctor", channel, "--json"));
    told.put("security audit --json", findings(home, "security", "audit", "--json"));
    told.put("recall", findings(home, "recall", channel, "no-such-message"));
  }

  /** What it tells, whether it finds faults or not. */
  private static String findings(Home home, String... arguments) {
    try (NanobotProcess nanobot = home.run(arguments)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isBetween(0, 1);
      return nanobot.output();
    }
  }

  private static String output(Home home, String... arguments) {
    try (NanobotProcess nanobot = home.run(arguments)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isZero();
      return nanobot.output();
    }
  }

  /** The configuration holds secrets, and the store the addresses of those who wait. */
  private void assertNothingTold(List<String> secrets) throws IOException {
    for (Path file : written()) {
      String name = file.toString();
      if (Files.isRegularFile(file)
          && !name.endsWith("config.json")
          && !name.contains("messages.db")
          && !name.endsWith(".jar")) {
        told.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    told.forEach(
        (where, text) -> assertThat(text).as(where).doesNotContain(secrets.toArray(String[]::new)));
  }

  /** But what the test itself has made. */
  private void assertPrivate() throws IOException {
    for (Path file : written()) {
      boolean own =
          file.equals(directory)
              || file.endsWith(".nanobot")
              || file.endsWith("plugins")
              || file.endsWith("leaky.jar")
              || file.endsWith("logback.xml");
      if (!own || file.toString().contains("workspace")) {
        assertThat(OWNER).as(file.toString()).containsAll(Files.getPosixFilePermissions(file));
      }
    }
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList();
    }
  }

  private static String storedReasons(Home home) throws IOException {
    Path store = home.path().resolve(".nanobot").resolve("workspace").resolve("store");
    StringBuilder content = new StringBuilder();
    try (Stream<Path> files = Files.list(store)) {
      for (Path file : files.toList()) {
        content.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content.toString();
  }

  private Home dingtalk() {
    return new Home(directory)
        .withSections(
            Map.of(
                "store",
                Map.of("password", STORE_PASSWORD),
                "channels",
                Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI))));
  }

  private Home leaky() {
    Map<String, Object> channels = new LinkedHashMap<>();
    channels.put("leaky", section("hello"));
    channels.put("refused", section("fail"));
    return new Home(directory).with(channels);
  }

  private static Map<String, Object> section(String greeting) {
    return Map.of(
        "type",
        "leaky",
        "enabled",
        true,
        "allowFrom",
        List.of("*"),
        "greeting",
        greeting,
        "password",
        PASSWORD);
  }

  private static String get(URI address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
