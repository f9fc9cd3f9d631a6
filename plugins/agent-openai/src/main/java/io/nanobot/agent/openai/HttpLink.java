package io.nanobot.agent.openai;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import io.nanobot.api.config.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;

/** Streamable HTTP. */
final class HttpLink implements McpLink {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String STATUS = "Unexpected status code: "; // as the library says it

  private final URI url;
  private final ThreadPoolExecutor workers;
  private final HttpThread.Opened<McpTransport> http;

  HttpLink(URI url, Map<String, Secret> headers, AgentThreads threads) {
    this.url = url;
    this.workers = threads.forHttp();
    Map<String, String> revealed =
        headers.entrySet().stream().collect(toMap(Map.Entry::getKey, it -> it.getValue().reveal()));
    this.http =
        HttpThread.open(
            () ->
                StreamableHttpMcpTransport.builder()
                    .url(url.toString())
                    .customHeaders(revealed)
                    .timeout(CONNECT_TIMEOUT)
                    .executor(workers)
                    .setHttpVersion1_1()
                    .build());
  }

  @Override
  public McpTransport transport() {
    return http.client();
  }

  /** Names the host at most: paths and queries may hold a key. */
  @Override
  public String reason(Throwable failure) {
    String host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    Optional<String> status = status(failure);
    if (status.isPresent()) {
      return "%s answers with HTTP %s. Check url and headers".formatted(host, status.get());
    }
    if (Causes.contain(failure, ConnectException.class)
        || Causes.contain(failure, HttpConnectTimeoutException.class)) {
      return host + " can not be reached. Check url, and whether the server runs";
    }
    if (Causes.contain(failure, TimeoutException.class)) {
      return host + " gave no answer in time";
    }
    return Causes.contain(failure, IOException.class)
            && !Causes.contain(failure, JsonProcessingException.class)
        ? "the connection to %s was lost".formatted(host)
        : "%s does not speak MCP over streamable HTTP (%s). Check url"
            .formatted(host, Causes.name(failure));
  }

  /** With what the server answered, if it was something else than 200. */
  static Optional<String> status(Throwable failure) {
    return Causes.of(failure)
        .map(it -> String.valueOf(it.getMessage()))
        .filter(it -> it.startsWith(STATUS))
        .map(it -> OneLine.of(it.substring(STATUS.length()), 10))
        .findFirst();
  }

  @Override
  public void close() {
    http.thread().end();
    AgentThreads.end(workers);
  }
}
