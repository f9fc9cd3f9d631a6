package io.nanobot.host.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.AgentException.Kind;
import io.nanobot.api.agent.Exchange;
import io.nanobot.api.agent.Principal;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.ReplyStream;
import io.nanobot.api.agent.Turn;
import io.nanobot.api.config.Secret;
import io.nanobot.api.message.Attachment;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.api.message.InboundMessage;
import io.nanobot.api.message.Quote;
import io.nanobot.api.message.Sender;
import io.nanobot.host.plugin.AgentFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agent and a service that behaves in all ways. */
class HttpAgentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the service does with one request. */
  private interface Service {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<String> body = new AtomicReference<>();
  private final AtomicReference<HttpExchange> asked = new AtomicReference<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> sent = new ArrayList<>();
  private final List<Attachment> attached = new ArrayList<>();
  private final List<Identity> mentioned = new ArrayList<>();
  private HttpServer server;
  private volatile Service service;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void postsTheTurnAndSendsTheTextOfAJsonAnswer() throws Exception {
    service = exchange -> say(exchange, 200, "application/json", "{\"text\": \"**42**\"}");
    respond(agent());

    assertThat(sent).containsExactly("**42**");
    JsonNode turn = JsonMapper.shared().readTree(body.get());
    assertThat(turn)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"id": "m1", "channel": "dingtalk", "session": "dingtalk:group:cid1",
                     "sentAt": "1970-01-01T00:00:00Z", "text": "what is it?",
                     "conversation": {"kind": "group", "id": "cid1", "title": "Team"},
                     "principal": {"id": "alice", "name": "Alice", "roles": ["admin", "user"]},
                     "sender": {"scheme": "staffId", "value": "42"},
                     "instructions": "Be brief.",
                     "attachments": [{"kind": "image", "name": "a.png", "mediaType": "image/png",
                                      "source": "file:///tmp/a.png"}],
                     "mentions": [{"scheme": "staffId", "value": "7"}],
                     "quote": {"text": "before", "messageId": "m0"},
                     "history": [{"speaker": "Bob", "question": "q", "answer": "a",
                                  "at": "1970-01-01T00:00:01Z"}]}
                    """));
    assertThat(header("Authorization")).isEqualTo("Bearer t0ken");
    assertThat(asked.get().getRequestHeaders()).doesNotContainKeys("Upgrade", "Http2-settings");
    assertThat(header("X-Nanobot-Signature"))
        .isEqualTo(
            new Signature(Secret.of("s3cret")).of(header("X-Nanobot-Timestamp"), body.get()));
  }

  /** Computed by another program: printf '1700000000.{}' | openssl dgst -sha256 -hmac key. */
  @Test
  void signsAsOthersDo() {
    assertThat(new Signature(Secret.of("key")).of("1700000000", "{}"))
        .isEqualTo("v1=9d713ed406bb7076d4123f0dc2c39d2df5c654ed4b0cd56b52c8b4c940bd63ae");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/markdown; charset=utf-8", "TEXT/PLAIN;charset=x"})
  void sendsPlainTextAsItIs(String type) throws Exception {
    service = exchange -> say(exchange, 200, type, "eins\n\n- zwölf 🐈");
    respond(agent());
    assertThat(sent).containsExactly("eins\n\n- zwölf 🐈");
  }

  @Test
  void anAnswerMayBeEmpty() throws Exception {
    service = exchange -> exchange.sendResponseHeaders(204, -1);
    respond(agent());
    assertThat(sent).isEmpty();
  }

  @Test
  void sendsFilesByTheirAddress() throws Exception {
    service =
        exchange ->
            say(
                exchange,
                200,
                "application/json",
                """
                {"attachments": [{"kind": "image", "name": "a", "url": "https://x.example/a"}]}
                """);
    respond(agent());
    assertThat(attached)
        .containsExactly(
            new Attachment(Attachment.Kind.IMAGE, "a", Optional.empty(), "https://x.example/a"));
  }

  @Test
  void mentionsWhomTheServiceNames() throws Exception {
    service =
        exchange ->
            say(
                exchange,
                200,
                "application/json",
                "{\"text\": \"you\", \"mentions\": [{\"scheme\": \"staffId\", \"value\": \"42\"}]}");
    respond(agent());
    service =
        exchange -> {
          OutputStream out = open(exchange, "text/event-stream");
          write(out, "event: mention\ndata: {\"scheme\": \"staffId\", \"value\": \"7\"}\n\n");
          write(out, "event: end\ndata: {}\n\n");
          out.close();
        };
    respond(agent());
    assertThat(mentioned)
        .containsExactly(new Identity("staffId", "42"), new Identity("staffId", "7"));

    service =
        exchange -> say(exchange, 200, "application/json", "{\"text\": \"x\", \"mentions\": [42]}");
    assertThat(failure()).hasMessageContaining("a mention needs a \"scheme\" and a \"value\"");
  }

  @Test
  void putsAStreamTogetherAsItComes() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    service =
        exchange -> {
          OutputStream out = open(exchange, "text/event-stream");
          write(out, "\ufeff: hello\nevent: delta\ndata: {\"text\":\ndata:  \"Hal\"}\n\n");
          seen.await();
          write(out, "data: {\"text\": \"lo\"}\r\n\r\nevent: later\ndata: ?\n\n");
          write(out, "event: attachment\ndata: {\"url\": \"https://x.example/f\"}\n\n");
          write(out, "event: end\ndata: {}\n\n");
          out.close();
        };
    List<String> deltas = new ArrayList<>();
    agent()
        .respond(
            turn(),
            reply(
                delta -> {
                  deltas.add(delta);
                  seen.countDown();
                }));

    assertThat(deltas).containsExactly("Hal", "lo");
    assertThat(sent).containsExactly("Hallo");
    assertThat(attached).extracting(Attachment::source).containsExactly("https://x.example/f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | UNAVAILABLE | answered with HTTP status 500",
        "429 | UNAVAILABLE | answered with HTTP status 429",
        "401 | REJECTED    | refuses the token or the signature",
        "404 | REJECTED    | nothing for a POST at that address",
        "302 | REJECTED    | configure the address that it redirects to",
        "422 | REJECTED    | answered with HTTP status 422"
      })
  void classifiesWhatFails(int status, Kind kind, String words) {
    service = exchange -> say(exchange, status, "text/html", "<html>secret</html>");
    AgentException failure = failure();
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure)
        .hasMessageStartingWith("The service of agent mine at localhost:")
        .hasMessageContaining(words);
    assertThat(failure.getMessage()).doesNotContain("/turn", "t0ken", "s3cret", "secret");
    assertThat(failure.forUser()).isEmpty();
  }

  @Test
  void tellsThePersonWhatTheServiceTellsThem() {
    service =
        exchange -> say(exchange, 422, "application/json", "{\"message\": \"Too long, sorry\"}");
    assertThat(failure().forUser()).isEqualTo("Too long, sorry");
    service =
        exchange ->
            say(
                exchange,
                200,
                "text/event-stream",
                "data: {\"text\": \"half\"}\n\nevent: error\ndata: {\"message\": \"No more\"}\n\n");
    assertThat(failure().forUser()).isEqualTo("No more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json  | [1]                        | should be a JSON object",
        "application/json  | {                          | should be a JSON object",
        "application/json  | {\"txt\": 1}             | neither \"text\" nor \"attachments\"",
        "text/html         | <html/>                    | of the type \"text/html\"",
        "text/event-stream | data: x                    | should be a JSON object",
        "text/event-stream | data: {}                   | has no \"text\"",
        "application/json  | {\"attachments\": [{\"url\": \"file:///etc/passwd\"}]} | no \"url\"",
        "application/json  | {\"attachments\": [{\"kind\": \"x\", \"url\": \"https://a\"}]} | \"kind\" is none of"
      })
  void saysWhatIsWrongWithJunk(String type, String junk, String words) {
    service = exchange -> say(exchange, 200, type, junk + "\n\n");
    AgentException failure = failure();
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
    assertThat(failure).hasMessageContaining(words);
  }

  @Test
  void anAnswerHasAnEnd() {
    service = exchange -> say(exchange, 200, "text/plain", "x".repeat(2_000_000));
    assertThat(failure()).hasMessageContaining("longer than 1 MiB");
  }

  @Test
  void aStreamThatEndsEarlyIsTriedAgain() {
    service = exchange -> say(exchange, 200, "text/event-stream", "data: {\"text\": \"half\"}\n\n");
    AgentException failure = failure();
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure).hasMessageContaining("without the event \"end\"");
  }

  @Test
  void theLastEventNeedsNoData() throws Exception {
    service =
        exchange ->
            say(
                exchange,
                200,
                "text/event-stream",
                "event: delta\n\ndata: {\"text\": \"whole\"}\n\nevent: end\n\n");
    respond(agent());
    assertThat(sent).containsExactly("whole");

    service = exchange -> say(exchange, 200, "text/event-stream", "event: error\n\n");
    AgentException failure = failure();
    assertThat(failure).hasMessage("The service sent the event \"error\"");
    assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
  }

  @Test
  void aConnectionThatBreaksIsTriedAgain() {
    service =
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write("half".getBytes(UTF_8));
          exchange.close();
        };
    assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure()).hasMessageEndingWith(" broke");
  }

  @Test
  void silenceEnds() {
    HttpAgent impatient = new HttpAgent("mine", settings(url(), Duration.ofSeconds(1)), PATIENCE);
    service = exchange -> end.await();
    assertThat(failure(impatient)).hasMessageEndingWith(" was silent for 1 s");
    service =
        exchange -> {
          write(open(exchange, "text/event-stream"), "data: {\"text\": \"half\"}\n\n");
          end.await();
        };
    AgentException failure = failure(impatient);
    assertThat(failure).hasMessageEndingWith(" was silent for 1 s");
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.forUser()).isEqualTo("My answer took too long. Please try again.");
  }

  @ParameterizedTest
  @ValueSource(strings = {": still there\n", "data: {\"text\": \"on and on \"}\n\n"})
  void anAnswerThatDoesNotEndIsCutOff(String line) {
    CountDownLatch gone = new CountDownLatch(1);
    service = exchange -> writeUntilGone(exchange, line, gone);
    HttpAgent agent = new HttpAgent("mine", settings(url()), Duration.ofSeconds(2));

    AgentFailure failure = catchThrowableOfType(AgentFailure.class, () -> respond(agent));

    assertThat(failure.timedOut()).isTrue();
    assertThat(failure).hasMessageEndingWith("no whole answer within 2 s (agents.turnTimeout)");
    await().until(() -> gone.getCount() == 0);
  }

  @Test
  void aServiceThatIsSilentForAllOfTheTurnIsCutOffWithIt() {
    service = exchange -> end.await();
    HttpAgent agent = new HttpAgent("mine", settings(url()), Duration.ofMillis(300));

    assertThat(catchThrowableOfType(AgentFailure.class, () -> respond(agent)).timedOut()).isTrue();
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    AgentException failure = failure(agent("http://localhost:%d/".formatted(free)));
    assertThat(failure).hasMessageContaining("can not be reached: nobody listens there");
    AgentException unknown = failure(agent("http://nobody.invalid/"));
    assertThat(unknown).hasMessageContaining("can not be reached: its name is unknown");
    assertThat(unknown.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void saysThatTheServiceHasNoTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var heard =
          threads.submit(
              () -> {
                try (Socket client = plain.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                  return client.getInputStream().readAllBytes();
                }
              });
      AgentException failure =
          failure(agent("https://localhost:%d/".formatted(plain.getLocalPort())));
      assertThat(failure).hasMessageContaining("can not be reached: TLS failed");
      assertThat(heard).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void aStopEndsTheRequest() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    service = exchange -> writeUntilGone(exchange, ": still there\n", gone);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread turn =
        new Thread(
            () -> {
              try {
                respond(agent());
              } catch (Exception e) {
                thrown.set(e);
              }
            });
    turn.start();
    await().until(() -> asked.get() != null);
    turn.interrupt();
    turn.join(PATIENCE.toMillis());

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    await().until(() -> gone.getCount() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x.example", "x", "https:/x", "https://me:pw@x.example/"})
  void refusesWhatIsNoAddress(String url) {
    assertThatIllegalArgumentException().isThrownBy(() -> settings(url, PATIENCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t0ken\n", "t0ken\u0000", "Bearer t0ken", "t0kén"})
  void refusesATokenThatNoRequestCanCarry(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new HttpAgentSettings(
                    URI.create("https://x.example/"),
                    Optional.empty(),
                    Optional.of(Secret.of(token)),
                    PATIENCE))
        .withMessageStartingWith("token is empty, or has a blank, a line break")
        .withMessageNotContainingAny("t0k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT31M"})
  void refusesATimeInWhichNobodyCouldAnswerOrNobodyWouldWait(String time) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("https://x.example/", Duration.parse(time)))
        .withMessage("timeout must be from 100ms to 30m");
  }

  private void handle(HttpExchange exchange) throws IOException {
    body.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    asked.set(exchange);
    try {
      service.answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static void writeUntilGone(HttpExchange exchange, String line, CountDownLatch gone)
      throws IOException, InterruptedException {
    OutputStream out = open(exchange, "text/event-stream");
    try {
      while (true) {
        write(out, line);
        Thread.sleep(20);
      }
    } catch (IOException e) {
      gone.countDown();
    }
  }

  private String header(String name) {
    return asked.get().getRequestHeaders().getFirst(name);
  }

  private static void say(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static OutputStream open(HttpExchange exchange, String type) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  private AgentException failure() {
    return failure(agent());
  }

  private AgentException failure(HttpAgent agent) {
    return catchThrowableOfType(AgentException.class, () -> respond(agent));
  }

  private HttpAgent agent() {
    return agent(url());
  }

  private String url() {
    return "http://localhost:%d/turn".formatted(server.getAddress().getPort());
  }

  private static HttpAgent agent(String url) {
    return new HttpAgent("mine", settings(url), PATIENCE);
  }

  private static HttpAgentSettings settings(String url) {
    return settings(url, PATIENCE);
  }

  private static HttpAgentSettings settings(String url, Duration silence) {
    return new HttpAgentSettings(
        URI.create(url),
        Optional.of(Secret.of("s3cret")),
        Optional.of(Secret.of("t0ken")),
        silence);
  }

  private void respond(HttpAgent agent) throws Exception {
    agent.respond(turn(), reply(delta -> {}));
  }

  private Reply reply(Consumer<String> deltas) {
    return new Reply() {
      @Override
      public void send(String markdown) {
        if (!markdown.isBlank()) {
          sent.add(markdown);
        }
      }

      @Override
      public void attach(Attachment attachment) {
        attached.add(attachment);
      }

      @Override
      public void mention(Identity identity) {
        mentioned.add(identity);
      }

      @Override
      public ReplyStream stream() {
        StringBuilder text = new StringBuilder();
        return new ReplyStream() {
          @Override
          public void append(String delta) {
            deltas.accept(delta);
            text.append(delta);
          }

          @Override
          public void close() {
            send(text.toString());
          }
        };
      }
    };
  }

  private static Turn turn() {
    InboundMessage message =
        InboundMessage.builder(
                "m1",
                Conversation.group("cid1", "Team"),
                new Sender(new Identity("staffId", "42"), "Alice"),
                Instant.EPOCH)
            .text("what is it?")
            .mentions(List.of(new Identity("staffId", "7")))
            .quote(Optional.of(new Quote(Optional.of("m0"), "before")))
            .attachments(
                List.of(
                    new Attachment(
                        Attachment.Kind.IMAGE,
                        "a.png",
                        Optional.of("image/png"),
                        "file:///tmp/a.png")))
            .build();
    Principal alice = new Principal("alice", "Alice", Set.of("admin", "user"));
    List<Exchange> history = List.of(new Exchange("Bob", "q", "a", Instant.EPOCH.plusSeconds(1)));
    return new GivenTurn(
        "dingtalk", "dingtalk:group:cid1", alice, message, history, Optional.of("Be brief."));
  }

  private record GivenTurn(
      String channel,
      String session,
      Principal principal,
      InboundMessage message,
      List<Exchange> history,
      Optional<String> instructions)
      implements Turn {}
}
