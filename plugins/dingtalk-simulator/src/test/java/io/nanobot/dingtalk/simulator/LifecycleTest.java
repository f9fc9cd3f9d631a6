package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  @Test
  void closingFreesPortsThreadsFilesAndClients() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    DingTalkSimulator simulator = DingTalkSimulator.builder().start();
    TestBot bot = TestBot.connect(new TestClient(simulator));
    assertThat(simulator.awaitConnections(1, Duration.ofSeconds(20))).isTrue();
    simulator.faults().blackHole();
    simulator.say("Li Lei", "stuck in the black hole");

    simulator.close();

    assertThat(bot.ended.await(20, TimeUnit.SECONDS)).isTrue();
    for (int port : new int[] {simulator.apiBase().getPort(), simulator.plainApiBase().getPort()}) {
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
    }
    assertThat(simulator.certificatePem()).doesNotExist();
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("dingtalk-simulator-"))
                .collect(Collectors.toSet()))
        .isEmpty();
  }

  @Test
  void keepsItsCertificateAndPortsAcrossARestart(@TempDir Path state) throws Exception {
    String pem;
    int port;
    try (DingTalkSimulator first = DingTalkSimulator.builder().state(state).start()) {
      pem = Files.readString(first.certificatePem());
      port = first.apiBase().getPort();
    }
    try (DingTalkSimulator second = DingTalkSimulator.builder().state(state).port(port).start()) {
      assertThat(Files.readString(second.certificatePem())).isEqualTo(pem);
      assertThat(new TestClient(second).open().status()).isEqualTo(200);
    }
  }
}
