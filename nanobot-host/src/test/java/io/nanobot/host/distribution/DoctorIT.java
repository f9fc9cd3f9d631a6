package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code nanobot doctor} of the packed distribution, against the simulator. */
class DoctorIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();

  @TempDir private Path directory;
  private Map<String, Object> section;

  @BeforeEach
  void configure() {
    simulator.revokeTokens();
    section = Home.dingtalk(simulator, HAN_MEIMEI);
  }

  private Home home() {
    return new Home(directory).with(Map.of("dingtalk", section));
  }

  private String doctor(int expectedCode, String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "doctor";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try (NanobotProcess doctor = home().run(command)) {
      assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(expectedCode);
      return doctor.output();
    }
  }

  @Test
  void findsNothingWhereAllIsWell() {
    assertThat(doctor(0, "dingtalk"))
        .contains("✓ settings", "✓ dns", "✓ tls", "✓ clock", "✓ token", "✓ robot")
        .contains("✓ send permission", "✓ download right", "✓ connection", "✓ stream")
        .contains("- second consumer", "✓ Nothing wrong was found with dingtalk")
        .doesNotContain("✗");
    assertThat(simulator.replies()).isEmpty();
  }

  @Test
  void tellsPrograms() {
    section.put("clientSecret", "wr0ng-s3cr3t");
    String json = doctor(1, "dingtalk", "--json");
    JsonNode report = JsonMapper.shared().readTree(json);
    assertThat(report.get("channel").stringValue()).isEqualTo("dingtalk");
    assertThat(report.get("failed").intValue()).isEqualTo(2);
    assertThat(report.get("checks").valueStream())
        .filteredOn(check -> check.get("outcome").stringValue().equals("failed"))
        .extracting(check -> check.get("name").stringValue())
        .containsExactly("token", "connection");
    assertThat(json).contains("refuses the credentials").doesNotContain("wr0ng-s3cr3t");
  }

  @Test
  void namesAMissingPermissionAndWhereToGetIt() {
    simulator.faults().missPermission("qyapi_robot_sendmsg");
    assertThat(doctor(1, "dingtalk"))
        .contains("✗ send permission", "The app lacks a permission: qyapi_robot_sendmsg")
        .contains("to fix: Grant it on open-dev.dingtalk.com")
        .contains("checks failed.");
  }

  @Test
  void namesAHostThatIsNotThere() {
    section.put("apiBase", "https://dingtalk.invalid");
    assertThat(doctor(1, "dingtalk"))
        .contains("✗ dns", "dingtalk.invalid can not be resolved", "- token", "- stream");
  }

  @Test
  void namesACertificateThatIsNotTrusted() {
    section.remove("trustedCertificates");
    assertThat(doctor(1, "dingtalk"))
        .contains("✗ tls", "is not trusted", "name a PEM file", "trustedCertificates");
  }

  @Test
  void namesSettingsThatThePluginRefuses() {
    section.put("proxy", "https://proxy.example.com:443");
    assertThat(doctor(1, "dingtalk"))
        .contains("✗ settings", "proxy is not the address of an HTTP proxy", "to fix:");
  }

  @Test
  void disturbsNoGatewayThatRuns() {
    try (NanobotProcess gateway =
        home().gateway().awaitLine("DingTalk channel connected via Stream Mode")) {
      doctor(0, "dingtalk");
      SentMessage hello = simulator.say(HAN_MEIMEI, "hello");
      assertThat(simulator.awaitReply(hello, PATIENCE)).isPresent();
      assertThat(gateway.output()).doesNotContain("is not connected");
    }
  }

  @Test
  void knowsTheChannelsThatThereAre() {
    assertThat(doctor(1, "dingtok")).contains("There is no channel \"dingtok\"", "dingtalk");
  }
}
