package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message to the agent, and its answer, in a terminal. */
class AgentIT {
  private static final String USER = System.getProperty("user.name");

  @TempDir private Path directory;

  @Test
  void printsTheAnswerAndNothingElse() {
    home().with(Map.of());
    try (NanobotProcess nanobot = home().run("agent", "-m", "hello\nworld")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.lines()).containsExactly("hello", "world");
    }
  }

  @Test
  void readsTheMessageFromAPipe() {
    home().with(Map.of());
    try (NanobotProcess nanobot = home().run("agent")) {
      nanobot.type("你好 from a pipe\n").endInput();
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.lines()).containsExactly("你好 from a pipe");
    }
  }

  @Test
  void wantsAMessageInATerminal() {
    try (NanobotProcess nanobot = NanobotProcess.inTerminal(directory, "agent")) {
      assertThat(nanobot.exitCode()).isEqualTo(2);
      assertThat(nanobot.output()).contains("Missing message").contains("-m");
    }
  }

  @Test
  void wantsAMessageWithContent() {
    try (NanobotProcess nanobot = home().run("agent", "-m", " ")) {
      assertThat(nanobot.exitCode()).isEqualTo(2);
      assertThat(nanobot.output()).contains("The message is empty.");
    }
  }

  @Test
  void saysThatSlashCommandsAreForChats() {
    home().with(Map.of());
    try (NanobotProcess nanobot = home().run("agent", "-m", "/pairing approve ABCD-EFGH")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.output()).contains("Error: Commands with a slash are for chats.");
    }
  }

  @Test
  void tellsTheAgentWhoAsksAndInWhichSession() {
    agent("reply.send(turn.channel() + \"|\" + turn.principal().id() + \"|\" + turn.session());");
    try (NanobotProcess nanobot = home().run("agent", "-m", "who?")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.lines()).containsExactly("cli|cli:user:" + USER + "|cli:direct");
    }
    try (NanobotProcess nanobot = home().run("agent", "-s", "cli:work", "-m", "who?")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.output()).endsWith("|cli:work");
    }
  }

  @Test
  void tellsTheAgentWhatABindingThatFitsSays() {
    agent("reply.send(turn.instructions().orElse(\"nothing\"));");
    try (NanobotProcess nanobot = home().run("agent", "-m", "told?")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.lines()).containsExactly("nothing");
    }
    home()
        .write(
            """
            {"agents": {"default": "zoo", "bindings": [
              {"group": "*", "instructions": "Be loud."},
              {"channel": "cli", "principal": "cli:user:%s", "instructions": "Be brief."}]}}
            """
                .formatted(USER));
    try (NanobotProcess nanobot = home().run("agent", "-m", "told?")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.lines()).containsExactly("Be brief.");
    }
  }

  @Test
  void saysInOneSentenceWhyThereIsNoAnswer() {
    agent("throw new IllegalStateException(\"the model is out of reach\");");
    try (NanobotProcess nanobot = home().run("agent", "-m", "hello")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.lines())
          .singleElement()
          .asString()
          .startsWith("Error: ")
          .contains("the model is out of reach");
    }
  }

  @Test
  void showsTheAnswerWhileItGrowsAndEndsAtOnceWithCtrlC() {
    agent(
        """
        try (ReplyStream stream = reply.stream()) {
          stream.append("thinking\\n");
          Thread.sleep(600_000);
        }
        """);
    try (NanobotProcess nanobot = home().run("agent", "-m", "hello")) {
      nanobot.awaitLine("thinking");
      nanobot.signal("INT");
      assertThat(nanobot.exitCode()).isEqualTo(130);
      assertThat(nanobot.lines()).containsExactly("thinking");
    }
  }

  @Test
  void answersBesideARunningGateway() {
    home().with(Map.of());
    try (NanobotProcess gateway = home().gateway()) {
      gateway.awaitLine("✓ Health endpoint:");
      try (NanobotProcess nanobot = home().run("agent", "-m", "hello")) {
        assertThat(nanobot.exitCode()).isZero();
        assertThat(nanobot.lines()).containsExactly("hello");
      }
      assertThat(gateway.terminate()).isZero();
      assertThat(gateway.output()).doesNotContain("hello", "ERROR");
    }
  }

  @Test
  void leavesTheGatewaysDataAlone() {
    agent("reply.send(\"kept in \" + data);");
    try (NanobotProcess nanobot = home().run("agent", "-m", "where?")) {
      assertThat(nanobot.exitCode()).isZero();
      Path workspace = home().config().resolveSibling("workspace");
      assertThat(nanobot.output())
          .isEqualTo("kept in " + workspace.resolve("cli").resolve("agents").resolve("zoo"));
      assertThat(workspace.resolve("store")).doesNotExist();
      assertThat(workspace.resolve("audit")).doesNotExist();
    }
  }

  @Test
  void wantsAConfiguration() {
    try (NanobotProcess nanobot = home().run("agent", "-m", "hello")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.output()).contains("Config file not found: " + home().config());
    }
  }

  /** Installs and configures an agent that responds in this way. */
  private void agent(String respond) {
    ScriptedAgent.write(home().plugins().resolve("zoo.jar"), respond);
    home().write("{\"agents\": {\"default\": \"zoo\"}}");
  }

  private Home home() {
    return new Home(directory);
  }
}
