package io.nanobot.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.mcp.client.transport.McpOperationHandler;
import dev.langchain4j.mcp.protocol.McpInitializationNotification;
import dev.langchain4j.mcp.protocol.McpInitializeRequest;
import dev.langchain4j.mcp.protocol.McpJsonRpcMessage;
import io.nanobot.api.config.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that speaks MCP over streamable HTTP. The library's own transport takes answers of any
 * size, does not say which version was agreed on, and never ends its session; and its HTTP client,
 * known to the handlers of its answers, would keep this plugin loaded for ever from JDK 21 on.
 */
final class HttpTransport implements McpLink {
  private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

  /** As many calls as there may be, and what the server asks meanwhile. */
  private static final int MOST_EXCHANGES = 2 * McpServer.MOST_CALLS;

  /** What a server answers that does not know the session any more. */
  private static final int SESSION_IS_OVER = 404;

  private final URI url;
  private final McpEndpoint endpoint;
  private final ThreadPoolExecutor exchanges;

  /** The requests that wait for their answers, by their IDs. */
  private final Map<Long, Future<?>> underWay = new ConcurrentHashMap<>();

  private volatile McpOperationHandler handler;
  private volatile JsonNode hello; // null before the handshake

  /**
   * @param silence after which the server is given up
   */
  HttpTransport(URI url, Map<String, Secret> headers, Duration silence, AgentThreads threads) {
    this.url = url;
    this.endpoint = new McpEndpoint(url, headers, silence, threads);
    this.exchanges = threads.forCalls(MOST_EXCHANGES);
  }

  @Override
  public void start(McpOperationHandler messages) {
    handler = messages;
  }

  @Override
  public CompletableFuture<JsonNode> initialize(McpInitializeRequest request) {
    hello = Json.tree(request);
    return send(request, request.getId())
        .thenCompose(
            answer -> {
              agree(answer);
              return send(new McpInitializationNotification(), null).thenApply(unused -> answer);
            });
  }

  private void agree(JsonNode answer) {
    endpoint.agreeOn(answer.at("/result/protocolVersion").asText());
  }

  @Override
  public void checkHealth() {
    // there is nothing to look at: the library asks the server
  }

  @Override
  public CompletableFuture<JsonNode> send(McpJsonRpcMessage message, Long id) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    JsonNode json = Json.tree(message);
    try {
      if (id == null) {
        letGo(json);
        exchanges.execute(() -> exchange(json, answer, false));
      } else {
        handler.startOperation(id, answer);
        underWay.put(id, exchanges.submit(() -> exchange(json, answer, true)));
        var unused = answer.whenComplete((node, failure) -> underWay.remove(id));
      }
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  /** Nobody waits any more for a request that is cancelled. */
  private void letGo(JsonNode notification) {
    if (notification.path("method").asText().equals("notifications/cancelled")) {
      Future<?> request = underWay.remove(notification.at("/params/requestId").asLong());
      if (request != null) {
        request.cancel(true);
      }
    }
  }

  private void exchange(JsonNode message, CompletableFuture<JsonNode> answer, boolean expected) {
    try {
      post(message, () -> answer.isDone() || !expected);
      if (expected) {
        answer.completeExceptionally(new EOFException("ended without an answer"));
      } else {
        answer.complete(null);
      }
    } catch (InterruptedException e) {
      answer.completeExceptionally(new InterruptedIOException("interrupted"));
    } catch (IOException | RuntimeException | Error e) {
      answer.completeExceptionally(e);
    }
  }

  private void post(JsonNode message, BooleanSupplier answered)
      throws IOException, InterruptedException {
    String session = endpoint.session();
    try {
      endpoint.post(message, this::receive, answered);
    } catch (HttpException e) {
      if (session == null || e.statusCode() != SESSION_IS_OVER) {
        throw e;
      }
      renew(session);
      endpoint.post(message, this::receive, answered);
    }
  }

  /** A server may forget a session, as many do when nothing was asked for a while. */
  private synchronized void renew(String over) throws IOException, InterruptedException {
    if (!over.equals(endpoint.session())) {
      return; // another call has done so
    }
    LOG.debug("MCP server at {} has forgotten the session", url.getHost());
    endpoint.forgetSession();
    AtomicBoolean agreed = new AtomicBoolean();
    endpoint.post(
        hello,
        answer -> {
          if (answer.has("result")) {
            agree(answer);
            agreed.set(true);
          }
        },
        agreed::get);
    if (!agreed.get()) {
      throw new EOFException("no new session");
    }
    endpoint.post(Json.tree(new McpInitializationNotification()), unused -> {}, () -> true);
  }

  private void receive(JsonNode message) {
    try {
      handler.handle(message);
    } catch (RuntimeException e) {
      LOG.debug("{} sent a message that can not be handled", url.getHost(), e);
    }
  }

  /** Names the host at most: paths and queries may hold a key. */
  @Override
  public String reason(Throwable failure) {
    String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    Optional<HttpException> refusal = Causes.find(failure, HttpException.class);
    if (refusal.isPresent()) {
      int status = refusal.get().statusCode();
      return "%s answers with HTTP %d. %s"
          .formatted(
              host,
              status,
              status / 100 == 3
                  ? "Set url to the address that it redirects to"
                  : "Check url and headers");
    }
    if (Causes.contain(failure, ConnectException.class)
        || Causes.contain(failure, HttpConnectTimeoutException.class)) {
      return host + " can not be reached. Check url, and whether the server runs";
    }
    if (Causes.contain(failure, TimeoutException.class)
        || Causes.contain(failure, HttpTimeoutException.class)) {
      return host + " gave no answer in time";
    }
    Optional<JunkException> junk = Causes.find(failure, JunkException.class);
    return junk.isEmpty() && Causes.contain(failure, IOException.class)
        ? "the connection to %s was lost".formatted(host)
        : "%s does not speak MCP over streamable HTTP (%s). Check url"
            .formatted(host, junk.map(Throwable::getMessage).orElseGet(() -> Causes.name(failure)));
  }

  @Override
  public void close() {
    AgentThreads.end(exchanges); // first: without its client, a request would wait for ever
    endpoint.close();
  }
}
