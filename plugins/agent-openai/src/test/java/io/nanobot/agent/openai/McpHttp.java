package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An MCP server that speaks streamable HTTP. */
final class McpHttp implements AutoCloseable {
  /** How it says an answer. */
  interface Saying {
    void say(HttpExchange http, String answer) throws IOException;
  }

  /** As an event of a stream that ends with it. */
  static final Saying STREAM = (http, answer) -> say(http, "text/event-stream", event(answer));

  private final List<String> methods = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger hung = new AtomicInteger();
  private final AtomicInteger hanging = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger session = new AtomicInteger(1);
  private final int status;
  private final Saying saying;
  private final HttpServer server;

  /**
   * @param status what it answers with; 200 if it works
   */
  McpHttp(int status) throws IOException {
    this(0, status, STREAM);
  }

  McpHttp(Saying saying) throws IOException {
    this(0, 200, saying);
  }

  McpHttp(int port, int status) throws IOException {
    this(port, status, STREAM);
  }

  private McpHttp(int port, int status, Saying saying) throws IOException {
    this.status = status;
    this.saying = saying;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/mcp", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  static String event(String data) {
    return "event: message\ndata: " + data + "\n\n";
  }

  static void say(HttpExchange http, String type, String text) throws IOException {
    http.getResponseHeaders().add("Content-Type", type);
    http.sendResponseHeaders(200, 0);
    http.getResponseBody().write(text.getBytes(UTF_8));
  }

  URI url() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp?key=sk-in-the-query");
  }

  /** How many requests it holds open. */
  int hanging() {
    return hanging.get();
  }

  /** How many it ever held open. */
  int hung() {
    return hung.get();
  }

  /** As a server does that is started anew. */
  void forgetSession() {
    session.incrementAndGet();
  }

  List<String> methods() {
    return methods;
  }

  List<Headers> headers() {
    return headers;
  }

  /** What it was told, as JSON; nothing for a request without a body. */
  List<String> messages() {
    return messages;
  }

  private void answer(HttpExchange http) throws IOException {
    String question = new String(http.getRequestBody().readAllBytes(), UTF_8);
    methods.add(http.getRequestMethod());
    headers.add(http.getRequestHeaders());
    messages.add(question);
    String told = http.getRequestHeaders().getFirst("Mcp-Session-Id");
    try (http) {
      if (told != null && !told.equals("session-" + session)) {
        http.sendResponseHeaders(404, -1);
        return;
      }
      Optional<String> answer =
          status == 200 && !question.isEmpty() ? McpTools.answer(question) : Optional.empty();
      if (answer.isPresent()) {
        http.getResponseHeaders().add("Mcp-Session-Id", "session-" + session);
        saying.say(http, answer.get());
      } else if (status == 200 && question.contains("\"id\":")) {
        hang(http);
      } else {
        http.sendResponseHeaders(status == 200 ? 202 : status, -1);
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** Says that it is alive, and nothing else, until nobody hears it. */
  private void hang(HttpExchange http) throws Exception {
    http.getResponseHeaders().add("Content-Type", "text/event-stream");
    http.sendResponseHeaders(200, 0);
    hanging.incrementAndGet();
    hung.incrementAndGet();
    try {
      while (!end.await(50, MILLISECONDS)) {
        http.getResponseBody().write(": alive\n\n".getBytes(UTF_8));
        http.getResponseBody().flush();
      }
    } finally {
      hanging.decrementAndGet();
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
