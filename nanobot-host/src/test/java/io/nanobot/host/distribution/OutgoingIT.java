package io.nanobot.host.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nanobot.dingtalk.simulator.DingTalkSimulator;
import io.nanobot.dingtalk.simulator.DingTalkSimulatorExtension;
import io.nanobot.dingtalk.simulator.SentMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin fetches by URL, through the packed gateway's one guard. */
class OutgoingIT {
  private static final String HAN_MEIMEI = "0123456789";
  private static final String TOKEN = "?token=f00ba4c0ffee";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Fetches what it is told to, as an agent whose user has bad intentions would. */
  private static final String FETCH =
      """
      try {
        Download file =
            downloads.fetch(java.net.URI.create(turn.message().text()), data.resolve("it"));
        reply.send("fetched " + file.bytes() + " bytes");
      } catch (DownloadException e) {
        reply.send(e.kind() + ": " + e.getMessage());
      }
      """;

  @RegisterExtension
  static final DingTalkSimulatorExtension DINGTALK = new DingTalkSimulatorExtension();

  private final DingTalkSimulator simulator = DINGTALK.simulator();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @TempDir private Path directory;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      switch (http.getRequestURI().getPath()) {
        case "/large" -> send(http, "x".repeat(1_001));
        case "/to-metadata" -> redirect(http, "http://169.254.169.254/latest/meta-data/" + TOKEN);
        case "/to-elsewhere" -> redirect(http, "http://127.0.0.1:1/" + TOKEN);
        case "/to-neighbour" -> redirect(http, at("127.0.0.2", "/file"));
        case "/to-file" -> redirect(http, "/file");
        case "/round" -> redirect(http, "/round");
        case "/slow" -> end.await();
        default -> send(http, "x".repeat(1_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange http, String text) throws IOException {
    http.sendResponseHeaders(200, 0); // of a size that is not told
    http.getResponseBody().write(text.getBytes(UTF_8));
  }

  private static void redirect(HttpExchange http, String location) throws IOException {
    http.getResponseHeaders().add("Location", location);
    http.sendResponseHeaders(302, -1);
  }

  @Test
  void fetchesWhatIsAllowedAndNothingElse() {
    ScriptedAgent.write(home().plugins().resolve("zoo.jar"), FETCH);
    configure();
    try (NanobotProcess gateway =
        home().gateway().awaitLine("DingTalk channel connected via Stream Mode")) {
      assertThat(fetch(at("127.0.0.1", "/file"))).isEqualTo("fetched 1000 bytes");
      assertThat(fetch(at("127.0.0.1", "/to-file"))).isEqualTo("fetched 1000 bytes");

      assertThat(fetch(at("127.0.0.1", "/large")))
          .startsWith("TOO_LARGE: ")
          .contains("larger than 1000 bytes");
      assertThat(fetch("https://127.0.0.1/"))
          .startsWith("REFUSED: ")
          .contains("is not among the hosts that nanobot fetches from");
      assertThat(fetch("file:///etc/passwd")).startsWith("REFUSED: Only https addresses");
      assertThat(fetch(at("127.0.0.2", "/file")))
          .startsWith("REFUSED: ")
          .contains("has an address of the gateway's own machine, which nanobot does not connect");
      assertThat(fetch("http://169.254.169.254/" + TOKEN))
          .startsWith("REFUSED: ")
          .contains("has a link-local address, which nanobot does not connect to");

      assertThat(fetch(at("127.0.0.1", "/to-metadata"))).contains("has a link-local address");
      assertThat(fetch(at("127.0.0.1", "/to-elsewhere"))).contains("is not among the hosts");
      assertThat(fetch(at("127.0.0.1", "/to-neighbour"))).contains("the gateway's own machine");
      assertThat(fetch(at("127.0.0.1", "/round"))).contains("redirects more than 3 times");
      assertThat(fetch(at("127.0.0.1", "/slow"))).startsWith("TIMEOUT: ");

      gateway.awaitLine("Outgoing request refused: owner=", 7);
      assertThat(gateway.output()).doesNotContain(TOKEN, "ERROR");
    }
  }

  private String at(String host, String path) {
    return "http://%s:%d%s%s".formatted(host, server.getAddress().getPort(), path, TOKEN);
  }

  private String fetch(String url) {
    SentMessage asked = simulator.say(HAN_MEIMEI, url);
    return simulator.awaitReply(asked, PATIENCE).orElseThrow().text();
  }

  private void configure() {
    int port = server.getAddress().getPort();
    Map<String, Object> outgoing =
        Map.of(
            "allowHosts",
            List.of(
                "http://127.0.0.1:" + port, "http://127.0.0.2:" + port, "http://169.254.169.254"),
            "allowPrivateHosts",
            List.of("127.0.0.1"),
            "maxBytes",
            1_000,
            "timeout",
            "5s");
    home()
        .withSections(
            Map.of(
                "agents",
                Map.of("default", "zoo"),
                "channels",
                Map.of("dingtalk", Home.dingtalk(simulator, HAN_MEIMEI)),
                "security",
                Map.of("outgoing", outgoing)));
  }

  private Home home() {
    return new Home(directory);
  }
}
