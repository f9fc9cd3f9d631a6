package io.nanobot.channel.dingtalk;

import static io.nanobot.channel.dingtalk.Robot.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.ChannelException.Kind;
import io.nanobot.api.config.Secret;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.channel.dingtalk.Proxy.Login;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both legs through a proxy, with and without a password. */
@Timeout(60)
final class ProxyTest {
  private static final Optional<Login> LOGIN =
      Optional.of(new Login("robot", Secret.of("pr0xy-päss")));
  private static final Optional<Login> WRONG =
      Optional.of(new Login("robot", Secret.of("wr0ng-pass")));

  private DingTalkSimulator dingTalk;

  @BeforeEach
  void start() {
    dingTalk = Simulation.fresh();
    dingTalk.revokeTokens();
  }

  private static Robot robot(LocalProxy proxy, Optional<Login> login) {
    return new Robot(Simulation.behind(proxy.address(), login));
  }

  private void assertTalks(Robot robot) throws Exception {
    robot.channel.connect();
    Simulation.say("hello");
    InboundMessage heard = robot.heard();
    robot.answer(heard, "through the webhook");
    robot.write(Conversation.direct(Simulation.STAFF_ID), "through the robot API");
    assertThat(dingTalk.replies()).hasSize(2);
  }

  @Test
  void goesThroughTheProxyWithEverything() throws Exception {
    try (LocalProxy proxy = LocalProxy.open();
        Robot robot = robot(proxy, Optional.empty())) {
      assertTalks(robot);
      String simulator = "localhost:" + dingTalk.apiBase().getPort();
      assertThat(proxy.tunnels()).hasSizeGreaterThanOrEqualTo(2).containsOnly(simulator);
      assertThat(dingTalk.connections()).hasSize(1);
    }
  }

  @Test
  void namesTheUserAndPasswordThatTheProxyAsksFor() throws Exception {
    try (LocalProxy proxy = LocalProxy.asking("robot", "pr0xy-päss");
        Robot robot = robot(proxy, LOGIN)) {
      assertTalks(robot);
    }
  }

  @Test
  void setsNoAuthenticatorForTheWholeJvm() throws Exception {
    try (LocalProxy proxy = LocalProxy.asking("robot", "pr0xy-päss");
        Robot robot = robot(proxy, LOGIN)) {
      robot.channel.connect();
      assertThat(Authenticator.getDefault()).isNull();
    }
  }

  @Test
  void saysThatTheProxyWantsAPassword() throws Exception {
    try (LocalProxy proxy = LocalProxy.asking("robot", "pr0xy-päss");
        Robot robot = robot(proxy, Optional.empty())) {
      assertRefusedByProxy(refusal(robot.channel::connect));
    }
  }

  @Test
  void saysThatThePasswordIsWrong() throws Exception {
    try (LocalProxy proxy = LocalProxy.asking("robot", "pr0xy-päss");
        Robot robot = robot(proxy, WRONG)) {
      assertRefusedByProxy(refusal(robot.channel::connect));
    }
  }

  private static void assertRefusedByProxy(ChannelException refusal) {
    assertThat(refusal.kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(refusal).hasMessageContaining("407").message().doesNotContain("wr0ng-pass");
    assertThat(refusal.hint()).contains("proxyUser", "proxyPassword");
  }

  @Test
  void saysThatTheProxyDoesNotLetTheStreamThrough() throws Exception {
    try (LocalProxy proxy = LocalProxy.open();
        Robot robot = robot(proxy, Optional.empty())) {
      proxy.refuse();
      ChannelException refusal = refusal(robot.channel::connect);
      assertThat(refusal.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(refusal).hasMessageContainingAll("does not let us through to localhost", "403");
    }
  }

  @Test
  void saysThatTheStreamIsRefusedAsWell() throws Exception {
    try (LocalProxy proxy = LocalProxy.asking("robot", "pr0xy-päss")) {
      URI address = proxy.address();
      DingTalkConfig config = Simulation.behind(address, Optional.empty());
      var transport =
          new StreamTransport(
              TrustedCertificates.sslContext(config.trustedCertificates()),
              Proxy.of(config),
              "test",
              () -> {},
              Clock.systemUTC());
      try (transport) {
        var endpoint =
            new EndPointConnection(
                "id", "wss://localhost:" + dingTalk.apiBase().getPort() + "/connect", "t", null);
        assertRefusedByProxy(refusal(() -> new LinkDialer(config).dial(transport, endpoint, null)));
      }
    }
  }

  @Test
  void blamesAProxyThatIsNotThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);
    try (Robot robot = new Robot(Simulation.behind(nobody, Optional.empty()))) {
      assertThat(refusal(robot.channel::connect))
          .hasMessageContaining("The proxy 127.0.0.1:" + port + " refuses the connection");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://proxy.example.com:443, , , HTTP proxy",
    "socks5://proxy.example.com:1080, , , HTTP proxy",
    "http://proxy.example.com, , , a host and a port",
    "http://proxy.example.com:3128/pac, , , a host and a port",
    "http://robot:pr0xy-pass@proxy.example.com:3128, , , holds a user or a password",
    "http://proxy.example.com:3128, robot, , belong together",
    "http://proxy.example.com:3128, , pr0xy-pass, belong together",
    "http://proxy.example.com:3128, ro:bot, pr0xy-pass, colon",
    ", robot, pr0xy-pass, no proxy"
  })
  void refusesSettingsThatCanNotWork(String proxy, String user, String password, String about) {
    DingTalkConfig wrong =
        Simulation.with(
            Simulation.config(),
            Map.of(
                "proxy", Optional.ofNullable(proxy).map(URI::create),
                "proxyUser", Optional.ofNullable(user),
                "proxyPassword", Optional.ofNullable(password).map(Secret::of)));
    ChannelException refusal = refusal(wrong::check);
    assertThat(refusal.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(refusal).hasMessageContaining(about);
    assertThat(refusal.getMessage() + refusal.hint()).doesNotContain("pr0xy-pass");
  }
}
