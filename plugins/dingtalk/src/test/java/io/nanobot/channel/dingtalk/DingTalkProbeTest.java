package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dingtalk.open.app.stream.network.core.Subscription;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Probe.Check;
import io.nanobot.api.channel.Probe.Outcome;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DingTalkProbeTest {
  private DingTalkSimulator dingTalk;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
    dingTalk.revokeTokens();
  }

  private static List<Check> probe(DingTalkConfig config) throws Exception {
    return probe(config, Clock.systemUTC());
  }

  private static List<Check> probe(DingTalkConfig config, Clock clock) throws Exception {
    List<Check> checks = new ArrayList<>();
    try (Robot robot = new Robot(config, clock)) {
      robot.channel.probe(checks::add);
    }
    return checks;
  }

  private static List<String> names(List<Check> checks, Outcome outcome) {
    return checks.stream().filter(it -> it.outcome() == outcome).map(Check::name).toList();
  }

  private static Check only(List<Check> checks, Outcome outcome) {
    assertThat(names(checks, outcome)).hasSize(1);
    return checks.stream().filter(it -> it.outcome() == outcome).findFirst().orElseThrow();
  }

  @Test
  void findsNothingWhereAllIsWell() throws Exception {
    List<Check> checks = probe(Simulation.config());
    assertThat(names(checks, Outcome.PASSED))
        .containsExactly(
            "dns",
            "tls",
            "clock",
            "token",
            "robot",
            "send permission",
            "download right",
            "connection",
            "stream");
    assertThat(names(checks, Outcome.SKIPPED)).containsExactly("proxy", "second consumer");
    assertThat(names(checks, Outcome.FAILED)).isEmpty();
  }

  @Test
  void showsPeopleNothingAndLeavesNoLink() throws Exception {
    probe(Simulation.config());
    assertThat(dingTalk.replies()).isEmpty();
    assertThat(dingTalk.awaitConnections(0, Simulation.PATIENCE)).isTrue();
  }

  @Test
  void takesNoMessageFromTheGatewayThatRuns() throws Exception {
    try (Robot running = Robot.connected()) {
      probe(Simulation.config());
      for (int i = 1; i <= 5; i++) {
        Simulation.say("message " + i);
        assertThat(running.heard(i)).hasSize(i);
      }
    }
    assertThat(dingTalk.requests("/connect")).hasSize(2);
  }

  @Test
  void wantsNothingOnItsLinkThatTheGatewayWants() {
    assertThat(topics(DingTalkProbe.NOTHING))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(topics(DingTalkGateway.subscriptions(Simulation.config())));
  }

  private static List<String> topics(List<Subscription> subscriptions) {
    return subscriptions.stream().map(Subscription::getTopic).toList();
  }

  @Test
  void wrongSecretFailsTokenAndConnection() throws Exception {
    List<Check> checks = probe(Simulation.withSecret("wr0ng-s3cr3t"));
    assertThat(names(checks, Outcome.FAILED)).containsExactly("token", "connection");
    assertThat(names(checks, Outcome.SKIPPED))
        .contains("robot", "send permission", "download right", "stream");
    assertThat(checks)
        .filteredOn(it -> it.name().equals("token"))
        .singleElement()
        .satisfies(it -> assertThat(it.finding()).contains("refuses the credentials"))
        .satisfies(it -> assertThat(it.fix()).contains("clientSecret"));
    assertThat(checks.toString()).doesNotContain("wr0ng-s3cr3t");
  }

  @Test
  void missingScopeFailsTheRightThatNeedsIt() throws Exception {
    dingTalk.faults().missPermission("qyapi_robot_sendmsg").times(1);
    Check failed = only(probe(Simulation.config()), Outcome.FAILED);
    assertThat(failed.name()).isEqualTo("send permission");
    assertThat(failed.finding()).contains("lacks a permission: qyapi_robot_sendmsg");
    assertThat(failed.fix()).contains("Permission Management");
  }

  @Test
  void examinesTheCardTemplateIfThereIsOne() throws Exception {
    assertThat(names(probe(Simulation.withCard()), Outcome.PASSED)).contains("card template");
    assertThat(dingTalk.replies()).as("nobody sees it").isEmpty();

    dingTalk.faults().refuseCardTemplate("param.templateUnpublished");
    Check failed = only(probe(Simulation.withCard()), Outcome.FAILED);
    assertThat(failed.name()).isEqualTo("card template");
    assertThat(failed.finding()).contains("does not exist or is not published");
    assertThat(failed.fix()).contains("Publish it on open-dev.dingtalk.com/fe/card");
  }

  @Test
  void wrongRobotCodeFailsTheRobot() throws Exception {
    List<Check> checks = probe(Simulation.withRobotCode("dingnobody"));
    assertThat(names(checks, Outcome.FAILED)).contains("robot");
    assertThat(names(checks, Outcome.SKIPPED)).contains("send permission");
  }

  @Test
  void appThatIsNotPublishedFailsTheConnection() throws Exception {
    dingTalk.faults().rejectOpen();
    Check failed = only(probe(Simulation.config()), Outcome.FAILED);
    assertThat(failed.name()).isEqualTo("connection");
    assertThat(failed.fix()).contains("published", "Stream Mode", "IP allow-list");
  }

  @Test
  void webSocketThatIsRefusedFailsTheStream() throws Exception {
    dingTalk.faults().refuseHandshake();
    Check failed = only(probe(Simulation.config()), Outcome.FAILED);
    assertThat(failed.name()).isEqualTo("stream");
    assertThat(failed.fix()).contains("firewall");
  }

  @Test
  void unknownHostFailsTheDns() throws Exception {
    List<Check> checks = probe(Simulation.at(URI.create("https://dingtalk.invalid")));
    Check failed = only(checks, Outcome.FAILED);
    assertThat(failed.name()).isEqualTo("dns");
    assertThat(failed.finding()).contains("dingtalk.invalid can not be resolved");
    assertThat(names(checks, Outcome.PASSED)).isEmpty();
  }

  @Test
  void untrustedCertificateFailsTls() throws Exception {
    List<Check> checks = probe(Simulation.trustingOnlyTheJdk());
    Check failed = only(checks, Outcome.FAILED);
    assertThat(failed.name()).isEqualTo("tls");
    assertThat(failed.fix()).contains("trustedCertificates");
    assertThat(names(checks, Outcome.SKIPPED)).contains("token", "connection");
  }

  @Test
  void clockThatIsWrongFails() throws Exception {
    Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(7));
    Check failed = only(probe(Simulation.config(), fast), Outcome.FAILED);
    assertThat(failed.name()).isEqualTo("clock");
    assertThat(failed.finding()).containsPattern("4[12]\\d s fast");
  }

  @Test
  void goesThroughTheProxy() throws Exception {
    try (LocalProxy proxy = LocalProxy.open()) {
      List<Check> checks = probe(Simulation.behind(proxy.address(), Optional.empty()));
      assertThat(names(checks, Outcome.FAILED)).isEmpty();
      assertThat(names(checks, Outcome.PASSED)).startsWith("proxy", "tls");
      assertThat(names(checks, Outcome.SKIPPED)).containsExactly("dns", "second consumer");
    }
  }

  @Test
  void proxyThatWantsAPasswordFailsTls() throws Exception {
    try (LocalProxy proxy = LocalProxy.asking("robot", "pr0xy-pass")) {
      Check failed =
          only(probe(Simulation.behind(proxy.address(), Optional.empty())), Outcome.FAILED);
      assertThat(failed.name()).isEqualTo("tls");
      assertThat(failed.fix()).contains("proxyPassword");
    }
  }

  @Test
  void closeEndsAnExamination() throws Exception {
    dingTalk.faults().openHangs();
    Robot robot = new Robot(Simulation.config());
    Thread examining =
        new Thread(
            () -> {
              try {
                robot.channel.probe(check -> {});
              } catch (ChannelException | InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    examining.start();
    await()
        .atMost(Simulation.PATIENCE)
        .until(() -> !dingTalk.requests("/v1.0/gateway/connections/open").isEmpty());
    robot.close();
    examining.join(Simulation.PATIENCE.toMillis());
    assertThat(examining.isAlive()).isFalse();
  }
}
