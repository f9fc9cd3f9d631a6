package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SimulatorMainTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void saysOneLineWhenReadyAndEndsWithItsStdin(@TempDir Path state) throws Exception {
    try (ChildJvm child =
        new ChildJvm(
            List.of(),
            SimulatorMain.class,
            "--until-stdin-closes",
            "--state",
            state.toString(),
            "--client-id",
            "dingmine",
            "--client-secret",
            "not-to-be-told")) {
      await().atMost(SOON).until(() -> !child.out.isEmpty() || !child.process().isAlive());
      JsonNode ready = TestClient.JSON.readTree(child.out.get(0));
      assertThat(ready.path("event").asString()).isEqualTo("ready");
      assertThat(ready.path("clientId").asString()).isEqualTo("dingmine");
      assertThat(Files.readString(Path.of(ready.path("certificatePem").asString())))
          .startsWith("-----BEGIN CERTIFICATE-----");
      int port = URI.create(ready.path("plainApiBase").asString()).getPort();
      new Socket(InetAddress.getLoopbackAddress(), port).close();

      child.closeStdin();

      assertThat(child.exitCode()).isZero();
      assertThat(child.out).hasSize(1);
      assertThat(String.join("\n", child.out) + child.err).doesNotContain("not-to-be-told");
    }
  }

  @Test
  void endsOnTermination() throws Exception {
    try (ChildJvm child = new ChildJvm(List.of(), SimulatorMain.class)) {
      await().atMost(SOON).until(() -> !child.out.isEmpty() || !child.process().isAlive());
      assertThat(child.out.get(0)).contains("\"clientSecret\":\"demo-secret\"");
      child.process().destroy();
      assertThat(child.exitCode()).isEqualTo(143);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--port=1", "--port", "--nonsense"})
  void refusesBadFlagsInOneLine(String flag) throws Exception {
    try (ChildJvm child = new ChildJvm(List.of(), SimulatorMain.class, flag)) {
      assertThat(child.exitCode()).isEqualTo(2);
      await().atMost(SOON).until(() -> child.err.size() == 1);
      assertThat(child.err.get(0)).contains(flag);
      assertThat(child.out).isEmpty();
    }
  }

  @Test
  void takenPortIsOneSentence() throws IOException, InterruptedException {
    try (DingTalkSimulator other = DingTalkSimulator.builder().start();
        ChildJvm child =
            new ChildJvm(
                List.of(),
                SimulatorMain.class,
                "--port",
                Integer.toString(other.apiBase().getPort()))) {
      assertThat(child.exitCode()).isEqualTo(1);
      await().atMost(SOON).until(() -> child.err.size() == 1);
      assertThat(child.err.get(0)).contains("can not be bound");
    }
  }
}
