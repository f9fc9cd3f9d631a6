package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.api.config.Secret;
import io.nanobot.dingtalk.simulator.CardTemplate;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.SentMessage;
import io.nanobot.dingtalk.simulator.Utterance;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    return with(config(), Map.of("trustedCertificates", Optional.empty()));
  }

  /** For answers that the simulator does not give. */
  static DingTalkConfig answeringAt(URI oapiBase) {
    return with(config(), Map.of("oapiBase", oapiBase));
  }

  static DingTalkConfig behind(URI proxy, Optional<Proxy.Login> login) {
    return with(
        impatient(),
        Map.of(
            "proxy", Optional.of(proxy),
            "proxyUser", login.map(Proxy.Login::user),
            "proxyPassword", login.map(Proxy.Login::password)));
  }

  static DingTalkConfig withConnectTimeout(Duration limit) {
    return with(config(), Map.of("connectTimeout", limit));
  }

  static DingTalkConfig withRobotCode(String robotCode) {
    return with(config(), Map.of("robotCode", Optional.of(robotCode)));
  }

  static DingTalkConfig withCard() {
    CardConfig card = new CardConfig(CardTemplate.DEMO.id(), "content", Duration.ofMillis(200));
    return with(config(), Map.of("card", Optional.of(card)));
  }

  static DingTalkConfig withQuota(long apiCalls, long streamCalls) {
    return with(config(), Map.of("monthlyApiCalls", apiCalls, "monthlyStreamCalls", streamCalls));
  }

  /** The same with some of its components changed, by their names. */
  static DingTalkConfig with(DingTalkConfig config, Map<String, ?> changes) {
    RecordComponent[] components = DingTalkConfig.class.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] values = Stream.of(components).map(it -> value(config, it, changes)).toArray();
    try {
      return DingTalkConfig.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Object value(
      DingTalkConfig config, RecordComponent component, Map<String, ?> changes) {
    try {
      Object now = component.getAccessor().invoke(config);
      return changes.containsKey(component.getName()) ? changes.get(component.getName()) : now;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
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
        false,
        connectTimeout,
        pingInterval);
  }
}
