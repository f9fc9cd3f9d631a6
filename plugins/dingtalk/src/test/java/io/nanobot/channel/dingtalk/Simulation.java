package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.config.Secret;
import io.nanobot.dingtalk.simulator.CardTemplate;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.Utterance;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** One simulator for all tests: it takes a second to start. */
final class Simulation {
  static final String SECRET = "s3cr3t-of-the-app";
  static final String STAFF_ID = "0123456789";
  static final String NAME = "Li Lei";
  private static final long NEVER_USED_UP = 1_000_000_000;
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final DingTalkSimulator SIMULATOR =
      DingTalkSimulator.builder()
          .app("dingtest", SECRET)
          .staff(STAFF_ID, NAME)
          .rotationGrace(Duration.ofSeconds(2))
          .start();

  private Simulation() {}

  /** The simulator as if it had just been started. */
  static DingTalkSimulator fresh() {
    SIMULATOR.reset();
    SIMULATOR.dropLinks();
    assertThat(SIMULATOR.awaitConnections(0, PATIENCE)).isTrue();
    return SIMULATOR;
  }

  static SentMessage say(String text) {
    // the client's end of a handshake is done a moment before the simulator's
    assertThat(SIMULATOR.awaitConnections(1, PATIENCE)).isTrue();
    return SIMULATOR.say(NAME, text);
  }

  static SentMessage say(Utterance utterance) {
    assertThat(SIMULATOR.awaitConnections(1, PATIENCE)).isTrue();
    return SIMULATOR.say(utterance);
  }

  static DingTalkConfig config() {
    return config(SECRET, SIMULATOR.apiBase(), Duration.ofSeconds(10), Duration.ofSeconds(20));
  }

  /** For tests that wait for the end of a time-out. */
  static DingTalkConfig impatient() {
    return config(SECRET, SIMULATOR.apiBase(), Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  /** Shorter than what a user may choose. */
  static DingTalkConfig pinging(Duration interval) {
    return config(SECRET, SIMULATOR.apiBase(), Duration.ofSeconds(10), interval);
  }

  static DingTalkConfig at(URI apiBase) {
    return config(SECRET, apiBase, Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  static DingTalkConfig withSecret(String secret) {
    return config(secret, SIMULATOR.apiBase(), Duration.ofSeconds(10), Duration.ofSeconds(20));
  }

  static DingTalkConfig trustingOnlyTheJdk() {
    DingTalkConfig config = config();
    return new DingTalkConfig(
        config.clientId(),
        config.clientSecret(),
        config.robotCode(),
        config.apiBase(),
        config.oapiBase(),
        Optional.empty(),
        config.proxy(),
        config.proxyUser(),
        config.proxyPassword(),
        config.monthlyApiCalls(),
        config.monthlyStreamCalls(),
        config.card(),
        config.thinkingReaction(),
        config.connectTimeout(),
        config.pingInterval());
  }

  /** For answers that the simulator does not give. */
  static DingTalkConfig answeringAt(URI oapiBase) {
    DingTalkConfig config = config();
    return new DingTalkConfig(
        config.clientId(),
        config.clientSecret(),
        config.robotCode(),
        config.apiBase(),
        oapiBase,
        config.trustedCertificates(),
        config.proxy(),
        config.proxyUser(),
        config.proxyPassword(),
        config.monthlyApiCalls(),
        config.monthlyStreamCalls(),
        config.card(),
        config.thinkingReaction(),
        config.connectTimeout(),
        config.pingInterval());
  }

  static DingTalkConfig behind(URI proxy, Optional<Proxy.Login> login) {
    DingTalkConfig config = impatient();
    return new DingTalkConfig(
        config.clientId(),
        config.clientSecret(),
        config.robotCode(),
        config.apiBase(),
        config.oapiBase(),
        config.trustedCertificates(),
        Optional.of(proxy),
        login.map(Proxy.Login::user),
        login.map(Proxy.Login::password),
        config.monthlyApiCalls(),
        config.monthlyStreamCalls(),
        config.card(),
        config.thinkingReaction(),
        config.connectTimeout(),
        config.pingInterval());
  }

  static DingTalkConfig withRobotCode(String robotCode) {
    DingTalkConfig config = config();
    return new DingTalkConfig(
        config.clientId(),
        config.clientSecret(),
        Optional.of(robotCode),
        config.apiBase(),
        config.oapiBase(),
        config.trustedCertificates(),
        config.proxy(),
        config.proxyUser(),
        config.proxyPassword(),
        config.monthlyApiCalls(),
        config.monthlyStreamCalls(),
        config.card(),
        config.thinkingReaction(),
        config.connectTimeout(),
        config.pingInterval());
  }

  static DingTalkConfig withCard() {
    return withCard("content");
  }

  static DingTalkConfig withCard(String contentKey) {
    DingTalkConfig config = config();
    return new DingTalkConfig(
        config.clientId(),
        config.clientSecret(),
        config.robotCode(),
        config.apiBase(),
        config.oapiBase(),
        config.trustedCertificates(),
        config.proxy(),
        config.proxyUser(),
        config.proxyPassword(),
        config.monthlyApiCalls(),
        config.monthlyStreamCalls(),
        Optional.of(new CardConfig(CardTemplate.DEMO.id(), contentKey, Duration.ofMillis(200))),
        config.thinkingReaction(),
        config.connectTimeout(),
        config.pingInterval());
  }

  static DingTalkConfig withQuota(long apiCalls, long streamCalls) {
    DingTalkConfig config = config();
    return new DingTalkConfig(
        config.clientId(),
        config.clientSecret(),
        config.robotCode(),
        config.apiBase(),
        config.oapiBase(),
        config.trustedCertificates(),
        config.proxy(),
        config.proxyUser(),
        config.proxyPassword(),
        apiCalls,
        streamCalls,
        config.card(),
        config.thinkingReaction(),
        config.connectTimeout(),
        config.pingInterval());
  }

  private static DingTalkConfig config(
      String secret, URI apiBase, Duration connectTimeout, Duration pingInterval) {
    return new DingTalkConfig(
        SIMULATOR.app().clientId(),
        Secret.of(secret),
        Optional.empty(),
        apiBase,
        SIMULATOR.apiBase(),
        Optional.of(SIMULATOR.certificatePem()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        NEVER_USED_UP,
        NEVER_USED_UP,
        Optional.empty(),
        true,
        connectTimeout,
        pingInterval);
  }
}
