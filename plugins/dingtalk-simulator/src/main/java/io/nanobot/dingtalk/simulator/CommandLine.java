package io.nanobot.dingtalk.simulator;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What {@link SimulatorMain} was asked for. */
final class CommandLine {
  static final String HELP =
      """
      A local DingTalk platform: REST, Stream gateway and a chat window.

        --port <n>            TLS port (default 0: any free one)
        --plain-port <n>      port for http, ws, the proxy and the chat window (default 0)
        --state <dir>         keeps the certificate there (default: a temporary folder)
        --client-id <id>      the app's client id (default dingdemo)
        --client-secret <s>   the app's secret; better set DINGTALK_SIMULATOR_SECRET
        --until-stdin-closes  ends when stdin ends, and so with the parent process
        --help                shows this""";

  private int port;
  private int plainPort;
  private Optional<Path> state = Optional.empty();
  private String clientId = DingTalkSimulatorBuilder.DEMO_CLIENT_ID;
  private Optional<String> secret = Optional.ofNullable(System.getenv("DINGTALK_SIMULATOR_SECRET"));
  private boolean untilStdinCloses;
  private boolean help;

  private CommandLine() {}

  /** Throws {@link IllegalArgumentException} with a sentence for the reader. */
  static CommandLine parse(String... arguments) {
    CommandLine command = new CommandLine();
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      command.take(rest.remove(), rest);
    }
    return command;
  }

  private void take(String flag, Deque<String> rest) {
    switch (flag) {
      case "--port" -> port = number(flag, value(flag, rest));
      case "--plain-port" -> plainPort = number(flag, value(flag, rest));
      case "--state" -> state = Optional.of(Path.of(value(flag, rest)));
      case "--client-id" -> clientId = value(flag, rest);
      case "--client-secret" -> secret = Optional.of(value(flag, rest));
      case "--until-stdin-closes" -> untilStdinCloses = true;
      case "--help", "-h" -> help = true;
      default -> throw new IllegalArgumentException("unknown flag " + flag);
    }
  }

  private static String value(String flag, Deque<String> rest) {
    if (rest.isEmpty() || rest.peek().isBlank() || rest.peek().startsWith("--")) {
      throw new IllegalArgumentException(flag + " needs a value");
    }
    return rest.remove();
  }

  private static int number(String flag, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= 65_535) {
        return number;
      }
    } catch (NumberFormatException noNumber) {
      // the sentence below says it
    }
    throw new IllegalArgumentException(flag + " needs a port from 0 to 65535, not " + text);
  }

  DingTalkSimulatorBuilder builder() {
    DingTalkSimulatorBuilder builder =
        DingTalkSimulator.builder()
            .port(port)
            .plainPort(plainPort)
            .app(clientId, secret.orElse(DingTalkSimulatorBuilder.DEMO_SECRET));
    state.ifPresent(builder::state);
    return builder;
  }

  boolean usesDemoSecret() {
    return secret.isEmpty();
  }

  boolean untilStdinCloses() {
    return untilStdinCloses;
  }

  boolean help() {
    return help;
  }
}
