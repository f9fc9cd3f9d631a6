package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatPageTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension
  static final DingTalkSimulatorExtension PLATFORM = new DingTalkSimulatorExtension();

  private DingTalkSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() throws Exception {
    simulator = PLATFORM.simulator();
    client = new TestClient(simulator).plain();
  }

  @AfterEach
  void leaveNoLink() {
    simulator.dropLinks();
    assertThat(simulator.awaitConnections(0, SOON)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.css", "/page.js", "/markdown.js", "/icon.svg"})
  void servesItsFilesUnderAPolicy(String path) throws Exception {
    TestClient.Answer answer = client.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).doesNotContain("innerHTML").doesNotContain("https://cdn");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
  }

  @Test
  void hasTheMarksThatBrowserTestsUse() throws Exception {
    assertThat(client.get("/").text())
        .contains("id=\"who\"", "id=\"where\"", "id=\"composer\"", "id=\"send\"")
        .contains("id=\"messages\"", "aria-live=\"polite\"");
  }

  @Test
  void isNotServedOverTls() throws Exception {
    TestClient secure = new TestClient(simulator);
    assertThat(secure.get("/_simulator/state").status()).isEqualTo(404);
    assertThat(secure.get("/").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "localhost.evil.example", ""})
  void refusesForeignHosts(String host) throws Exception {
    assertThat(statusLine("GET /_simulator/state HTTP/1.1\r\nHost: " + host)).contains(" 403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain; a=application/json",
        "multipart/form-data; boundary=application/json",
        "application/jsonx"
      })
  void refusesPostsThatAForeignPageCouldSend(String type) throws Exception {
    assertThat(reset("Content-Type: " + type)).contains(" 415 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://evil.example", "null", "https://localhost", "http://localhost:1", ""})
  void refusesPostsOfForeignPages(String origin) throws Exception {
    assertThat(reset("Content-Type: application/json\r\nOrigin: " + origin)).contains(" 403 ");
  }

  @Test
  void takesPostsOfItsOwnPage() throws Exception {
    assertThat(reset("Content-Type: Application/JSON ; charset=utf-8")).contains(" 200 ");
    assertThat(reset("Content-Type: application/json\r\nOrigin: http://localhost"))
        .contains(" 200 ");
  }

  private String reset(String headers) throws Exception {
    return statusLine(
        "POST /_simulator/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + headers);
  }

  @Test
  void saysSomethingAsSomebodyAndRefusesNonsense() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    TestClient.Answer said =
        client.post("/_simulator/say", Map.of("person", "0123456789", "text", "hello"));
    assertThat(said.at("/from")).isEqualTo("me");
    assertThat(simulator.awaitRequests("/connect", 1, SOON)).isTrue();
    org.awaitility.Awaitility.await().atMost(SOON).until(() -> bot.callbacks().size() == 1);
    assertThat(client.post("/_simulator/say", Map.of("person", "nobody", "text", "x")).status())
        .isEqualTo(400);
    assertThat(client.post("/_simulator/say", Map.of("person", "Li Lei")).at("/error"))
        .isEqualTo("text is missing");
  }

  @Test
  void groupTextReachesTheBotOnlyWithItsNameUnlessItIsOverheard() throws Exception {
    Map<String, Object> quiet = Map.of("person", "Li Lei", "text", "lunch?", "group", true);
    assertThat(client.post("/_simulator/say", quiet).at("/delivery")).isEqualTo("not-addressed");
    Map<String, Object> loud = Map.of("person", "Li Lei", "text", "@nanobot hi", "group", true);
    assertThat(client.post("/_simulator/say", loud).at("/delivery")).isEqualTo("lost");
    Map<String, Object> overheard =
        Map.of("person", "Li Lei", "text", "lunch?", "group", true, "overheard", true);
    assertThat(client.post("/_simulator/say", overheard).at("/delivery")).isEqualTo("lost");
  }

  @Test
  void switchesFaultsByName() throws Exception {
    client.post("/_simulator/faults", Map.of("name", "black-hole"));
    assertThat(simulator.faults().isOn(Fault.BLACK_HOLE)).isTrue();
    assertThat(client.get("/_simulator/state").status()).as("the page stays").isEqualTo(200);
    client.post("/_simulator/faults", Map.of("name", "send-fails", "times", 2));
    client.post("/_simulator/faults", Map.of("name", "black-hole", "on", false));
    assertThat(simulator.faults().active()).containsExactly(Fault.SEND_FAILS);
    client.post("/_simulator/faults", Map.of("clear", true));
    assertThat(simulator.faults().active()).isEmpty();
    assertThat(client.post("/_simulator/faults", Map.of("name", "gremlins")).status())
        .isEqualTo(400);
  }

  @Test
  void refusesFaultsWhoseNumberIsNone() throws Exception {
    Map<String, String> nonsense = Map.of("name", "send-slow", "argument", "soon");
    assertThat(client.post("/_simulator/faults", nonsense).at("/error"))
        .isEqualTo("send-slow needs a number, not soon");
    Map<String, String> number = Map.of("name", "send-slow", "argument", "70");
    assertThat(client.post("/_simulator/faults", number).status()).isEqualTo(200);
    assertThat(simulator.faults().active()).containsExactly(Fault.SEND_SLOW);
  }

  @Test
  void refusesAnArgumentThatNobodyReads() throws Exception {
    Map<String, String> vain = Map.of("name", "send-busy", "argument", "70");
    assertThat(client.post("/_simulator/faults", vain).at("/error"))
        .isEqualTo("send-busy takes no argument");
    assertThat(simulator.faults().active()).isEmpty();
  }

  @Test
  void rotatesAndDropsLinks() throws Exception {
    TestBot bot = TestBot.connect(client);
    assertThat(simulator.awaitConnections(1, SOON)).isTrue();
    client.post("/_simulator/links", Map.of("action", "rotate"));
    org.awaitility.Awaitility.await().atMost(SOON).until(() -> !bot.system("disconnect").isEmpty());
    client.post("/_simulator/links", Map.of("action", "drop"));
    org.awaitility.Awaitility.await().atMost(SOON).until(() -> simulator.connections().isEmpty());
  }

  @Test
  void streamsWhatWasSaidBeforeAndWhatIsSaidLater() throws Exception {
    simulator.say("Li Lei", "before");
    HttpResponse<Stream<String>> events =
        client
            .http()
            .send(
                HttpRequest.newBuilder(client.base().resolve("/_simulator/events")).build(),
                HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = events.body()) {
      var data = lines.filter(line -> line.startsWith("data: {")).iterator();
      assertThat(data.next()).contains("\"people\"");
      assertThat(data.next()).contains("\"text\":\"before\"");
      simulator.say("Han Meimei", "later");
      String next = data.next();
      assertThat(next).contains("\"text\":\"later\"");
    }
  }

  /** With a socket, because the JDK's client writes the Host header itself. */
  private String statusLine(String head) throws Exception {
    try (Socket socket =
        new Socket(java.net.InetAddress.getLoopbackAddress(), client.base().getPort())) {
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)).readLine();
    }
  }
}
