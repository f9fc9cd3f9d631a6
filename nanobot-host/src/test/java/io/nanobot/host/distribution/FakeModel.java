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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An OpenAI-compatible API on this machine that says what it is told to. */
final class FakeModel implements AutoCloseable {
  private record Answer(int status, String type, String body) {}

  private final HttpServer server;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

  FakeModel() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/v1/chat/completions", this::answer);
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

  /** What the model of a request is told to be. */
  String told(int request) {
    return requests.get(request).get("messages").get(0).get("content").stringValue();
  }

  FakeModel thenSays(String text) {
    return thenStreams("{\"content\":\"" + text + "\"}", "stop");
  }

  FakeModel thenCalls(String tool) {
    return thenStreams(
        "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\""
            + tool
            + "\",\"arguments\":\"{}\"}}]}",
        "tool_calls");
  }

  FakeModel thenRefuses(int status, String body) {
    answers.add(new Answer(status, "application/json", body));
    return this;
  }

  private FakeModel thenStreams(String delta, String reason) {
    String event = "data: {\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";
    String body =
        event.formatted(delta, "null")
            + event.formatted("{}", "\"" + reason + "\"")
            + "data: [DONE]\n\n";
    answers.add(new Answer(200, "text/event-stream", body));
    return this;
  }

  private void answer(HttpExchange http) throws IOException {
    requests.add(JsonMapper.shared().readTree(http.getRequestBody()));
    Answer answer = answers.remove();
    http.getResponseHeaders().add("Content-Type", answer.type());
    http.sendResponseHeaders(answer.status(), 0);
    http.getResponseBody().write(answer.body().getBytes(UTF_8));
    http.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
