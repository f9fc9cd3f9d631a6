package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.host.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the packed distribution logs for an audit, and what it finds in an installation. */
class SecurityAuditIT {
  private static final String HAN_MEIMEI = "0123456789";

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;
  private Home home;

  @BeforeEach
  void configure() throws IOException {
    home = new Home(directory).with(Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI)));
    mode(home.config().getParent(), "rwx------");
    mode(home.config(), "rw-------");
  }

  @Test
  void theGatewayLogsItsStartsItsConfigurationAndItsPlugins() throws IOException {
    runGateway();
    Files.writeString(home.config(), Files.readString(home.config()) + "\n");
    runGateway();
    Path log = home.config().resolveSibling("workspace").resolve("audit").resolve("audit.jsonl");
    assertThat(home.audit())
        .filteredOn(line -> !line.get("event").stringValue().equals("access.decided"))
        .extracting(
            line -> line.get("event").stringValue() + " " + line.path("change").asString(""))
        .containsExactly(
            "gateway.started ",
            "config.loaded new",
            "plugin.loaded new",
            "plugin.loaded new",
            "plugin.loaded new",
            "gateway.stopped ",
            "gateway.started ",
            "config.loaded changed",
            "plugin.loaded same",
            "plugin.loaded same",
            "plugin.loaded same",
            "gateway.stopped ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void findsNothingThatMattersBesideARunningGateway() {
    try (NanobotProcess gateway =
        home.gateway().awaitLine("DingTalk channel connected via Stream Mode")) {
      assertThat(audit(0))
          .contains("INFO     secret-in-clear")
          .contains("where:   channels.dingtalk.clientSecret (")
          .contains("0 critical, 0 warning, ")
          .doesNotContain(simulator.app().clientSecret());
      assertThat(gateway.handle().isAlive()).isTrue();
    }
  }

  @Test
  void tellsPeopleAndProgramsWhatIsOpen() throws IOException {
    Map<String, Object> section = Home.dingtalk(simulator, "*");
    section.put("groupPolicy", "open");
    section.put("requireMention", false);
    home.with(Map.of("dingtalk", section));
    mode(home.config(), "rw-r--r--");
    assertThat(audit(1))
        .contains("CRITICAL readable-by-others")
        .contains("to fix:  chmod go-rwx \"" + home.config() + "\"")
        .contains("CRITICAL groups-open-without-mention")
        .contains("WARNING  everybody-allowed");
    JsonNode report = JsonMapper.builder().build().readTree(audit(1, "--json"));
    assertThat(report.get("count").get("critical").intValue()).isEqualTo(2);
    assertThat(report.get("findings").get(0).get("severity").stringValue()).isEqualTo("CRITICAL");
  }

  @Test
  void checksWhatItCanWithABrokenConfiguration() throws IOException {
    Files.writeString(home.config(), "{\"channels\": ");
    mode(home.config(), "rw-r--r--");
    assertThat(audit(1))
        .contains("WARNING  config-invalid")
        .contains("JSON syntax error")
        .contains("CRITICAL readable-by-others");
  }

  @Test
  void runsNoPluginThatOthersMayHavePutThere() throws IOException {
    PluginJar.channel("acme").write(home.plugins().resolve("acme.jar"));
    mode(home.plugins(), "rwxrwxrwx");
    assertThat(audit(1))
        .contains("CRITICAL writable-by-others")
        .contains(home.plugins().toString());
    // Whatever is loaded is copied there before.
    assertThat(home.config().resolveSibling("workspace")).doesNotExist();
  }

  private void runGateway() {
    try (NanobotProcess gateway =
        home.gateway().awaitLine("DingTalk channel connected via Stream Mode")) {
      assertThat(gateway.terminate()).isZero();
    }
  }

  /** As somebody else than root, as whom tests in containers run. */
  private String audit(int exitCode, String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "security";
    arguments[1] = "audit";
    System.arraycopy(options, 0, arguments, 2, options.length);
    Map<String, String> environment =
        Map.of("NANOBOT_OPTS", "-Duser.home=" + directory + " -Duser.name=nanobot");
    try (NanobotProcess nanobot = NanobotProcess.start(directory, environment, arguments)) {
      assertThat(nanobot.exitCode()).as(nanobot.output()).isEqualTo(exitCode);
      assertThat(nanobot.output()).doesNotContain("\tat ");
      return nanobot.output();
    }
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
