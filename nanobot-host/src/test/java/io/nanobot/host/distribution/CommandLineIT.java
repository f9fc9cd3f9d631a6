package io.nanobot.host.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of the commands, and which exit codes a script gets. */
class CommandLineIT {
  @TempDir private Path directory;

  @Test
  void tellsItsVersion() {
    try (NanobotProcess nanobot = run("--version")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.output()).matches("🐈 nanobot v\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }
  }

  @Test
  void showsHelpWithoutArguments() {
    try (NanobotProcess nanobot = run()) {
      assertThat(nanobot.exitCode()).isEqualTo(2);
      assertThat(nanobot.output()).contains("gateway").contains("onboard").contains("demo");
    }
  }

  @Test
  void saysNoToAnUnknownCommand() {
    try (NanobotProcess nanobot = run("gatway")) {
      assertThat(nanobot.exitCode()).isEqualTo(2);
      assertThat(nanobot.output()).contains("No such command 'gatway'.").contains("gateway");
    }
  }

  @Test
  void saysWhatToDoWithoutAConfiguration() {
    try (NanobotProcess nanobot = run("gateway")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.output())
          .contains("Config file not found: " + home().config())
          .contains("nanobot onboard")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void onboardWritesAPrivateConfigurationWithASectionForEachChannel() throws IOException {
    try (NanobotProcess nanobot = run("onboard")) {
      assertThat(nanobot.exitCode()).isZero();
    }
    assertThat(Files.readString(home().config()))
        .contains("\"dingtalk\"")
        .contains("\"clientId\"")
        .contains("\"allowFrom\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().config())))
        .isEqualTo("rw-------");
    try (NanobotProcess check = run("config", "check")) {
      assertThat(check.exitCode()).isZero();
    }
  }

  @Test
  void onboardOverwritesNothing() throws IOException {
    home().write("{}");
    try (NanobotProcess nanobot = run("onboard")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.output()).contains("exists already");
    }
    assertThat(Files.readString(home().config())).isEqualTo("{}");
  }

  @Test
  void reportsEveryProblemOfTheConfigurationWithItsPlace() {
    home()
        .write(
            """
            {
              "gatway": {},
              "channels": {
                "dingtalk": {
                  "enabled": true,
                  "clientSecert": "s3cr3t",
                  "allowFrom": "0123456789"
                }
              }
            }
            """);
    try (NanobotProcess nanobot = run("gateway")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.output())
          .contains("Invalid configuration: " + home().config())
          .contains("gatway  (line 2, column ")
          .contains("Did you mean \"gateway\"?")
          .contains("channels.dingtalk.clientSecert  (line 6, column ")
          .contains("Did you mean \"clientSecret\"?")
          .contains("channels.dingtalk.allowFrom")
          .contains("channels.dingtalk.clientId")
          .doesNotContain("s3cr3t")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void printsASchemaThatKnowsTheInstalledPlugins() {
    try (NanobotProcess nanobot = run("config", "schema")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.output()).contains("\"$schema\"").contains("\"clientSecret\"");
    }
  }

  @Test
  void listsEveryFileInThePluginsFolders() throws IOException {
    Files.createDirectories(home().plugins());
    Files.writeString(home().plugins().resolve("broken.jar"), "this is no jar");
    Files.writeString(home().plugins().resolve("notes.txt"), "neither is this");
    try (NanobotProcess nanobot = run("plugins", "list")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.output())
          .contains("nanobot-channel-dingtalk")
          .contains("STARTED")
          .contains("broken.jar")
          .contains("FAILED")
          .contains("notes.txt")
          .contains("SKIPPED");
    }
  }

  @Test
  void tellsThatNoGatewayRuns() throws IOException {
    home().write("{\"gateway\": {\"port\": " + freePort() + "}}");
    try (NanobotProcess nanobot = run("channels", "status")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.output()).contains("Running: no");
    }
  }

  @Test
  void tellsTheStateOfEachChannelOfARunningGateway() {
    Home home = home().with(Map.of("telegram", Map.of("enabled", true)));
    try (NanobotProcess gateway = home.gateway()) {
      String port = Integer.toString(gateway.address("/").getPort());
      try (NanobotProcess status = run("channels", "status", "--port", port)) {
        assertThat(status.exitCode()).isZero();
        assertThat(status.output())
            .contains("Running: yes")
            .contains("telegram (telegram): WAITING_FOR_PLUGIN");
      }
    }
  }

  @Test
  void isNotTakenInByAnotherProgramOnThePort() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"error\": \"what?\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    other.start();
    try {
      home().with(Map.of());
      String port = Integer.toString(other.getAddress().getPort());
      try (NanobotProcess status = run("channels", "status", "--port", port)) {
        assertThat(status.exitCode()).isZero();
        assertThat(status.output()).contains("Running: no").doesNotContain("\tat ");
      }
    } finally {
      other.stop(0);
    }
  }

  @Test
  void saysWhatIsWrongWithAPort() {
    try (NanobotProcess nanobot = run("gateway", "--port", "99999")) {
      assertThat(nanobot.exitCode()).isEqualTo(2);
      assertThat(nanobot.output()).contains("'99999' is no port").doesNotContain("\tat ");
    }
  }

  @Test
  void refusesAChannelNameThatIsNoNameForAFolder() {
    home().with(Map.of("../../../evil", Map.of("enabled", true)));
    try (NanobotProcess nanobot = run("gateway")) {
      assertThat(nanobot.exitCode()).isEqualTo(1);
      assertThat(nanobot.output()).contains("A name begins with a letter or digit");
    }
  }

  @Test
  void tellsThatASectionWithoutPluginIsOnlyPartlyChecked() {
    home().with(Map.of("telegram", Map.of("enabled", true)));
    try (NanobotProcess nanobot = run("config", "check")) {
      assertThat(nanobot.exitCode()).isZero();
      assertThat(nanobot.output()).contains("channels.telegram: only partly checked");
    }
  }

  @Test
  void aSecondGatewayOnThePortSaysSo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      home().write("{\"gateway\": {\"port\": " + taken.getLocalPort() + "}}");
      try (NanobotProcess nanobot = run("gateway")) {
        assertThat(nanobot.exitCode()).isEqualTo(1);
        assertThat(nanobot.output())
            .contains("Port " + taken.getLocalPort())
            .contains("--port")
            .doesNotContain("\tat ");
      }
    }
  }

  @Test
  void aGatewayWithoutChannelsWarnsAndRuns() {
    new Home(directory).with(Map.of());
    try (NanobotProcess gateway = home().gateway()) {
      gateway.awaitLine("Warning: No channels enabled").awaitLine("✓ Health endpoint:");
      assertThat(gateway.terminate()).isZero();
    }
  }

  private NanobotProcess run(String... arguments) {
    return home().run(arguments);
  }

  private Home home() {
    return new Home(directory);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
