package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keeps the simulator honest: the untouched SDK can not tell it from the platform. */
class OfficialSdkTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM =
      new DingTalkSimulatorExtension(
          DingTalkSimulator.builder()
              .announceConnections()
              .pingEvery(Duration.ofMillis(500))
              .rotationGrace(Duration.ofSeconds(1)));

  @Test
  void connectsThroughTheProxyTakesMessagesAndIsRotated() throws Exception {
    DingTalkSimulator simulator = PLATFORM.simulator();
    try (ChildJvm bot =
        new ChildJvm(
            List.of(
                "-Djavax.net.ssl.trustStore=" + simulator.trustStore(),
                "-Djavax.net.ssl.trustStorePassword=" + simulator.trustStorePassword()),
            SdkBot.class,
            Integer.toString(simulator.proxyPort()),
            simulator.app().clientId(),
            simulator.app().clientSecret())) {
      assertThat(simulator.awaitConnections(1, SOON)).as("%s", bot.err).isTrue();
      Connection first = simulator.connections().get(0);
      assertThat(first.secure()).isTrue();
      assertThat(first.userAgent()).startsWith("java/1.3.12");

      SentMessage hello = simulator.say("Han Meimei", "hello 你好");
      assertThat(simulator.awaitAck(hello, SOON)).isTrue();
      assertThat(hello.acks().get(0).data()).isEqualTo("{\"response\":null}");
      assertThat(bot.out).anyMatch(line -> line.contains("hello 你好"));

      simulator.disconnect();
      await()
          .atMost(SOON)
          .until(
              () ->
                  simulator.connections().size() == 1
                      && !simulator.connections().get(0).id().equals(first.id()));
      SentMessage again = simulator.sayInGroup("Li Lei", "still there?");
      assertThat(simulator.awaitAck(again, SOON)).isTrue();
      assertThat(simulator.requests())
          .extracting(RecordedRequest::path)
          .contains("api.dingtalk.com:443", "/v1.0/gateway/connections/open", "/connect");
    }
  }
}
