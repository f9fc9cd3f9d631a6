package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.nanobot.api.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The wire of streamable HTTP: one address, and a session there. */
final class McpEndpoint implements AutoCloseable {
  private static final Duration TO_END_SESSION = Duration.ofSeconds(1);
  private static final String SESSION = "Mcp-Session-Id";

  /** Of one answer. The model is shown 50,000 characters; the rest may be a picture. */
  private static final long MOST_BYTES = 8L << 20;

  private final URI url;
  private final Map<String, Secret> headers;
  private final Duration silence;
  private final AgentHttp http;

  private volatile String session; // null while the server has named none
  private volatile String version; // null until it is agreed on

  /**
   * @param silence after which the server is given up
   */
  McpEndpoint(URI url, Map<String, Secret> headers, Duration silence, AgentThreads threads) {
    this.url = url;
    this.headers = headers;
    this.silence = silence;
    this.http = new AgentHttp(threads);
  }

  /** The session of all that comes; null if there is none. */
  String session() {
    return session;
  }

  /** The server has forgotten the session: what comes begins a new one. */
  void forgetSession() {
    session = null;
    version = null;
  }

  /** What version both sides speak, for all that comes. What is none stays untold. */
  void agreeOn(String protocolVersion) {
    version = protocolVersion.matches("[0-9-]{1,20}") ? protocolVersion : null;
  }

  /**
   * Tells the server something, and returns when it has answered. An interrupt ends it at once.
   *
   * @param messages gets what it says
   * @param answered whether it needs to say no more
   * @throws HttpException if it refuses
   * @throws JunkException if it does not speak MCP
   */
  void post(JsonNode message, Consumer<JsonNode> messages, BooleanSupplier answered)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request()
            .setHeader("Content-Type", "application/json")
            .setHeader("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(message.toString()));
    HttpResponse<AnswerBody> response = http.send(request, silence, MOST_BYTES);
    try (AnswerBody body = response.body()) {
      if (response.statusCode() / 100 != 2) {
        throw new HttpException(response.statusCode(), "HTTP " + response.statusCode());
      }
      response.headers().firstValue(SESSION).ifPresent(it -> session = it);
      if (answered.getAsBoolean()) {
        return;
      }
      String type = response.headers().firstValue("Content-Type").orElse("nothing");
      if (type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
        Events events = new Events(messages, answered, body);
        new DefaultServerSentEventParser().parse(body, events);
        events.end();
      } else {
        // Some servers do not say that it is JSON.
        String text = new String(body.readAllBytes(), UTF_8);
        read(text, messages, "it answers with " + OneLine.of(type, 40));
      }
    }
  }

  /** Several messages in an array are of an earlier version of the protocol. */
  private static void read(String text, Consumer<JsonNode> messages, String otherwise)
      throws JunkException {
    List<JsonNode> all = Json.objects(text);
    if (all.isEmpty()) {
      throw new JunkException(otherwise);
    }
    all.forEach(messages);
  }

  private HttpRequest.Builder request() {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
    Optional.ofNullable(session).ifPresent(it -> request.setHeader(SESSION, it));
    Optional.ofNullable(version).ifPresent(it -> request.setHeader("MCP-Protocol-Version", it));
    return request;
  }

  /** Ends the session, if the server answers soon, and whatever is under way. Idempotent. */
  @Override
  public synchronized void close() {
    if (session != null) {
      HttpRequest.Builder request = request().DELETE();
      session = null;
      AgentThreads.waitFor("the end of a session", () -> isDeleted(request));
    }
    http.close();
  }

  private boolean isDeleted(HttpRequest.Builder request) throws InterruptedException {
    try {
      http.send(request, TO_END_SESSION, MOST_BYTES).body().close();
    } catch (IOException e) {
      // it is gone, or will find out by itself
    }
    return true;
  }

  /** The messages of a stream. It may go on behind the answer, but nothing there is waited for. */
  private static final class Events implements ServerSentEventListener {
    private final Consumer<JsonNode> messages;
    private final BooleanSupplier answered;
    private final AnswerBody body;
    private IOException failure; // null while there is none

    Events(Consumer<JsonNode> messages, BooleanSupplier answered, AnswerBody body) {
      this.messages = messages;
      this.answered = answered;
      this.body = body;
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
      boolean message = event.event() == null || event.event().equals("message");
      if (!message || event.data().isBlank()) {
        return; // says only from where to go on, or that the server is alive
      }
      try {
        read(event.data(), messages, "a message is no JSON object");
      } catch (JunkException e) {
        onError(e);
        context.parsingHandle().cancel();
      }
      if (answered.getAsBoolean()) {
        body.expectEnd();
      }
    }

    @Override
    public void onError(Throwable thrown) {
      failure = thrown instanceof IOException io ? io : new IOException(thrown);
    }

    void end() throws IOException {
      if (failure != null && !answered.getAsBoolean()) {
        throw failure;
      }
    }
  }
}
