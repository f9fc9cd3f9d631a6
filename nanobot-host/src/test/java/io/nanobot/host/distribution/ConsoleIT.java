package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The console channel in a pseudo terminal. */
class ConsoleIT {
  private static final String USER = System.getProperty("user.name");
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  @TempDir private Path directory;

  @Test
  void talksToTheAgentUntilCtrlCEndsTheGateway() {
    home().with(Map.of("console", console(USER)));
    try (NanobotProcess gateway = NanobotProcess.inTerminal(directory, "gateway")) {
      gateway.awaitLine("Console channel connected via the terminal");
      gateway.type("hello, **terminal**\r").awaitLine("🐈 hello, ");
      gateway.type("again\r").awaitLine("🐈 again");
      gateway.type(CTRL_C);
      assertThat(gateway.exitCode()).as(gateway.output()).isZero();
      assertThat(gateway.output()).contains("Gateway shutdown requested by SIGINT");
    }
  }

  @Test
  void leavesTheTerminalAsItWas() {
    home().with(Map.of("console", console(USER)));
    String line =
        "trap : INT; before=$(stty -g); \"%s\" gateway; [ \"$before\" = \"$(stty -g)\" ] && echo restored";
    try (NanobotProcess gateway =
        NanobotProcess.inTerminalByShell(directory, line.formatted(NanobotProcess.NANOBOT))) {
      gateway.awaitLine("Console channel connected via the terminal");
      gateway.type(CTRL_C).awaitLine("restored");
    }
  }

  @Test
  void goesOnWhenInputEnds() {
    home().with(Map.of("console", console(USER)));
    try (NanobotProcess gateway = NanobotProcess.inTerminal(directory, "gateway")) {
      gateway.awaitLine("Console channel connected via the terminal");
      gateway.type(CTRL_D).awaitLine("(No more input. The gateway goes on");
      try (NanobotProcess status = home().run("channels", "status", "--port", port(gateway))) {
        assertThat(status.exitCode()).isZero();
        assertThat(status.output()).contains("console (console): CONNECTED");
      }
    }
  }

  @Test
  void admitsNobodyWhoIsNotInAllowFrom() {
    home().with(Map.of("console", console("somebody-else")));
    try (NanobotProcess gateway = NanobotProcess.inTerminal(directory, "gateway")) {
      gateway.awaitLine("Console channel connected via the terminal");
      gateway.type("hello\r");
      gateway.awaitLine("Access denied for sender " + USER + " on channel console (OS user");
    }
  }

  @Test
  void saysWhyThereIsNoConsoleWithoutATerminalWhileOthersConnect() {
    home()
        .with(
            Map.of("console", console(USER), "dingtalk", Home.dingtalk(DINGTALK.simulator(), "*")));
    try (NanobotProcess gateway = home().gateway()) {
      gateway.awaitLine(
          "Failed to start channel console: The gateway runs without a terminal. Start");
      gateway.awaitLine("DingTalk channel connected via Stream Mode");
      assertThat(gateway.terminate()).isZero();
    }
  }

  /** There the system would stop the whole process as soon as it touched the terminal. */
  @Test
  void keepsAwayFromTheTerminalInTheBackground() {
    home().with(Map.of("console", console(USER)));
    String line = "set -m; \"%s\" gateway & wait".formatted(NanobotProcess.NANOBOT);
    try (NanobotProcess gateway = NanobotProcess.inTerminalByShell(directory, line)) {
      gateway.awaitLine("The gateway runs in the background of its terminal.");
      gateway.awaitLine("✓ Health endpoint:");
    }
  }

  @Test
  void leavesTheTerminalToOneChannel() {
    home()
        .with(
            Map.of(
                "console",
                console(USER),
                "second",
                Map.of("type", "console", "enabled", true, "allowFrom", List.of(USER))));
    try (NanobotProcess gateway = NanobotProcess.inTerminal(directory, "gateway")) {
      gateway.awaitLine("Another channel has the terminal, and there is only one.");
      gateway.awaitLine("channel connected via the terminal"); // whichever came first
    }
  }

  @Test
  void somebodyWhoAlsoWritesThroughDingTalkIsOnePersonWithOneRole() {
    DingTalkSimulator dingTalk = DINGTALK.simulator();
    String staffId = "0123456789";
    ScriptedAgent.write(
        home().plugins().resolve("zoo.jar"),
        """
        var roles = new java.util.TreeSet<>(turn.principal().roles());
        reply.send(turn.channel() + ": " + turn.principal().id() + " " + roles);
        """);
    List<String> identities = List.of("dingtalk:" + staffId, "console:" + USER);
    Map<String, Object> alice = Map.of("identities", identities, "roles", List.of("admin"));
    home()
        .withSections(
            Map.of(
                "agents",
                Map.of("default", "zoo"),
                "channels",
                Map.of("console", console(USER), "dingtalk", Home.dingtalk(dingTalk, staffId)),
                "security",
                Map.of("users", Map.of("alice", alice))));
    try (NanobotProcess gateway = NanobotProcess.inTerminal(directory, "gateway")) {
      gateway.awaitLine("Console channel connected via the terminal");
      gateway.awaitLine("DingTalk channel connected via Stream Mode");
      gateway.type("who?\r").awaitLine("console: alice [admin, user]");
      assertThat(answer(dingTalk, staffId, "who?")).isEqualTo("dingtalk: alice [admin, user]");
      gateway.type("/pairing\r").awaitLine("No pending pairing requests.");
      assertThat(answer(dingTalk, staffId, "/pairing")).isEqualTo("No pending pairing requests.");
      gateway.type(CTRL_C);
      assertThat(gateway.exitCode()).as(gateway.output()).isZero();
    }
    for (String event : List.of("access.decided", "role.used")) {
      assertThat(home().audit())
          .filteredOn(line -> line.get("event").stringValue().equals(event))
          .extracting(
              line -> line.get("channel").stringValue() + " " + line.get("who").stringValue())
          .as(event)
          .containsOnly("console alice", "dingtalk alice");
    }
  }

  private static String answer(DingTalkSimulator dingTalk, String staffId, String text) {
    return dingTalk
        .awaitReply(dingTalk.say(staffId, text), PATIENCE)
        .map(Reply::text)
        .orElseThrow();
  }

  private static Map<String, Object> console(String user) {
    return Map.of("enabled", true, "allowFrom", List.of(user));
  }

  private static String port(NanobotProcess gateway) {
    return Integer.toString(gateway.address("/").getPort());
  }

  private Home home() {
    return new Home(directory);
  }
}
