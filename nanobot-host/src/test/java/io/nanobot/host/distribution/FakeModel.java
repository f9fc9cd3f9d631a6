package io.nanobot.host.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OpenAI-compatible API on this machine that says what it is told to. */
final class FakeModel implements AutoCloseable {
  private interface Answer {
    void give(HttpExchange http) throws IOException, InterruptedException;
  }

  private static final String EVENT =
      "data: {\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  FakeModel() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/chat/completions", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** The text of the last message of a request. */
  String asked(int request) {
    JsonNode messages = requests.get(request).get("messages");
    return messages.get(messages.size() - 1).get("content").stringValue();
  }

  /** How often it was asked. */
  int requests() {
    return requests.size();
  }

  /** All that a request says, as JSON. */
  String request(int request) {
    return requests.get(request).toString();
  }

  /** What the model of a request is told to be. */
  String told(int request) {
    return requests.get(request).get("messages").get(0).get("content").stringValue();
  }

  FakeModel thenSays(String text) {
    return thenStreams("{\"content\":\"" + text + "\"}", "stop");
  }

  /** Begins an answer that a content filter ends. */
  FakeModel thenHoldsBack(String text) {
    return thenStreams("{\"content\":\"" + text + "\"}", "content_filter");
  }

  FakeModel thenCalls(String tool) {
    return thenStreams(
        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\""
            + tool
            + "\",\"arguments\":\"{}\"}}]}",
        "tool_calls");
  }

  FakeModel thenRefuses(int status, String body) {
    return then(status, "application/json", body);
  }

  /** Answers as something does that is no such API. */
  FakeModel thenTalksNonsense() {
    return then(200, "text/html", "<html>Welcome</html>");
  }

  /** Begins an answer, and ends the connection in the middle of a character. */
  FakeModel thenBreaksOff(String text) {
    byte[] begun = (said(text) + "data: {\"choices\":[{\"delta\":{\"content\":\"é").getBytes(UTF_8);
    answers.add(
        http -> {
          begin(http, 200, "text/event-stream");
          http.getResponseBody().write(begun, 0, begun.length - 1);
        });
    return this;
  }

  /** Begins an answer, and falls silent. */
  FakeModel thenStalls(String text) {
    return thenGoesOn(text, closed, "");
  }

  /** Begins an answer, and says the rest of it when it may. */
  FakeModel thenGoesOn(String text, CountDownLatch mayGoOn, String rest) {
    answers.add(
        http -> {
          begin(http, 200, "text/event-stream");
          http.getResponseBody().write(said(text).getBytes(UTF_8));
          http.getResponseBody().flush();
          mayGoOn.await();
          http.getResponseBody().write((said(rest) + end("stop")).getBytes(UTF_8));
        });
    return this;
  }

  private FakeModel thenStreams(String delta, String reason) {
    return then(200, "text/event-stream", EVENT.formatted(delta, "null") + end(reason));
  }

  private FakeModel then(int status, String type, String body) {
    answers.add(
        http -> {
          begin(http, status, type);
          http.getResponseBody().write(body.getBytes(UTF_8));
        });
    return this;
  }

  private static String said(String text) {
    return EVENT.formatted("{\"content\":\"" + text + "\"}", "null");
  }

  private static String end(String reason) {
    return EVENT.formatted("{}", "\"" + reason + "\"") + "data: [DONE]\n\n";
  }

  private static void begin(HttpExchange http, int status, String type) throws IOException {
    http.getResponseHeaders().add("Content-Type", type);
    http.sendResponseHeaders(status, 0);
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      requests.add(JsonMapper.shared().readTree(http.getRequestBody()));
      answers.remove().give(http);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
