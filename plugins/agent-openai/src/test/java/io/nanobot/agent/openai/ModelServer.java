package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** An OpenAI-compatible API on this machine, which does what a test tells it to. */
final class ModelServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How one request is answered. */
  interface Script {
    void play(Exchange exchange) throws IOException, InterruptedException;
  }

  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch lost = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  ModelServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/chat/completions", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /** The next requests are answered so, one each. */
  ModelServer then(Script... next) {
    scripts.addAll(List.of(next));
    return this;
  }

  List<JsonNode> requests() {
    return requests;
  }

  JsonNode request(int index) {
    return requests.get(index);
  }

  List<Headers> headers() {
    return headers;
  }

  /** The text of a request's message. */
  String said(int request, int message) {
    JsonNode content = request(request).path("messages").path(message).path("content");
    return content.isArray() ? content.path(0).path("text").asText() : content.asText();
  }

  /** Opens when a client went away from an answer that was being given. */
  CountDownLatch lost() {
    return lost;
  }

  private void answer(HttpExchange http) throws IOException {
    requests.add(JSON.readTree(http.getRequestBody()));
    headers.add(http.getRequestHeaders());
    Script script = scripts.poll();
    try {
      (script == null ? refuses(500, "no script") : script).play(new Exchange(http));
      http.close();
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

  static Script says(String... words) {
    return it -> it.begin().words(words).finish("stop");
  }

  static Script refuses(int status, String body) {
    return it -> it.refuse(status, body);
  }

  static Script error(int status, String message, String code) {
    return refuses(
        status,
        "{\"error\":{\"message\":\"%s\",\"type\":\"invalid_request_error\",\"code\":\"%s\"}}"
            .formatted(message, code));
  }

  static Script calls(String tool, String arguments) {
    return it -> it.begin().tool("call_1", tool, arguments).finish("tool_calls");
  }

  /** Says what is given, and then nothing any more. */
  static Script stalls(String... words) {
    return it -> it.begin().words(words).await();
  }

  /** Takes the request, and says nothing at all. */
  static Script silent() {
    return Exchange::await;
  }

  /** Says what is given, and closes the connection in the middle. */
  static Script breaks(String... words) {
    return it -> {
      it.begin().words(words);
      throw new IOException("broken on purpose");
    };
  }

  /** Says what is given, and ends the stream as if that were all. */
  static Script endsEarly(String... words) {
    return it -> it.begin().words(words);
  }

  /** One request and its answer. */
  final class Exchange {
    private final HttpExchange http;
    private UnaryOperator<String> form = data -> "data: " + data + "\n\n";

    private Exchange(HttpExchange http) {
      this.http = http;
    }

    Exchange header(String name, String value) {
      http.getResponseHeaders().add(name, value);
      return this;
    }

    void refuse(int status, String body) throws IOException {
      answer(status, "application/json", body);
    }

    void answer(int status, String type, String body) throws IOException {
      header("Content-Type", type);
      http.sendResponseHeaders(status, 0);
      http.getResponseBody().write(body.getBytes(UTF_8));
      http.getResponseBody().close();
    }

    Exchange begin() throws IOException {
      header("Content-Type", "text/event-stream; charset=utf-8");
      http.sendResponseHeaders(200, 0);
      return this;
    }

    Exchange raw(String text) throws IOException {
      return raw(text.getBytes(UTF_8));
    }

    Exchange raw(byte[] bytes) throws IOException {
      OutputStream body = http.getResponseBody();
      try {
        body.write(bytes);
        body.flush();
      } catch (IOException e) {
        lost.countDown();
        throw e;
      }
      return this;
    }

    /** How the events are written from now on. */
    Exchange form(UnaryOperator<String> other) {
      form = other;
      return this;
    }

    Exchange event(String data) throws IOException {
      return raw(form.apply(data));
    }

    Exchange delta(String delta, String finish) throws IOException {
      return event(
          "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}"
              .formatted(delta, finish));
    }

    Exchange words(String... words) throws IOException {
      for (String word : words) {
        delta("{\"content\":" + JSON.writeValueAsString(word) + "}", "null");
      }
      return this;
    }

    Exchange tool(String id, String name, String arguments) throws IOException {
      return delta(
          "{\"tool_calls\":[{\"index\":0,\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":%s}}]}"
              .formatted(id, name, JSON.writeValueAsString(arguments)),
          "null");
    }

    Exchange finish(String reason) throws IOException {
      return delta("{}", "\"" + reason + "\"").event("[DONE]");
    }

    void await() throws InterruptedException {
      closed.await();
    }

    /** Comments, which are no words, until the client has gone. */
    void commentUntilLost() throws IOException {
      while (true) {
        raw(": still here\n\n");
        Thread.onSpinWait();
      }
    }
  }
}
