package io.nanobot.agent.openai;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpCallContext;
import dev.langchain4j.mcp.client.McpClientListener;
import dev.langchain4j.mcp.protocol.McpCancellationNotification;
import dev.langchain4j.service.tool.ToolExecutionResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.StreamSupport;

/** A connection to an MCP server, from its first word to its last. */
final class McpConnection implements AutoCloseable {
  /** Long, because some programs fetch themselves when they are started. */
  static final Duration TO_START = Duration.ofSeconds(60);

  /** From the next one on a server may let go of a request, and its answer is to be fetched. */
  private static final String VERSION = "2025-06-18";

  static final Duration TO_PING = Duration.ofSeconds(5);

  /** How the library tells that a tool took too long: as if the tool had said it. */
  private static final String TOOK_TOO_LONG = UUID.randomUUID().toString();

  private final McpLink link;
  private final DefaultMcpClient client;

  /** The IDs of the calls that wait for their answers, by the threads that wait. */
  private final Map<Thread, Long> waiting;

  private McpConnection(McpLink link, DefaultMcpClient client, Map<Thread, Long> waiting) {
    this.link = link;
    this.client = client;
    this.waiting = waiting;
  }

  /**
   * Connects.
   *
   * @param link is closed if that fails
   * @param changed is called when the server has other tools than before
   */
  static McpConnection open(String server, McpLink link, Duration timeout, Runnable changed)
      throws McpFailure, InterruptedException {
    Map<Thread, Long> waiting = new ConcurrentHashMap<>();
    try {
      DefaultMcpClient client =
          new DefaultMcpClient.Builder()
              .transport(link)
              .key(server)
              .clientName("nanobot")
              .protocolVersion(VERSION)
              .initializationTimeout(TO_START)
              .toolExecutionTimeout(timeout)
              .toolExecutionTimeoutErrorMessage(TOOK_TOO_LONG)
              .toolResultExtractor(McpConnection::result)
              .pingTimeout(TO_PING)
              .autoHealthCheck(false)
              .logHandler(message -> {}) // would say in our log what the server likes
              .addListener(
                  new McpClientListener() {
                    @Override
                    public void onNotificationToolsListChanged() {
                      changed.run();
                    }

                    @Override
                    public void beforeExecuteTool(McpCallContext call) {
                      waiting.put(Thread.currentThread(), call.message().getId());
                    }
                  })
              .build();
      return new McpConnection(link, client, waiting);
    } catch (RuntimeException e) {
      String reason = link.reason(e);
      link.close();
      if (Causes.contain(e, InterruptedException.class) || Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new McpFailure("MCP server %s: %s".formatted(server, reason));
    }
  }

  List<ToolSpecification> tools() {
    return client.listTools();
  }

  /**
   * Calls a tool. If the thread is interrupted, the server is told that nobody waits any more.
   *
   * @return what it says, be it that it failed
   * @throws TimeoutException if it did not end in time
   * @throws ToolArgumentsException if it can not be called so
   * @throws ToolExecutionException if the server has failed
   */
  String call(ToolExecutionRequest request) throws TimeoutException {
    try {
      String text = client.executeTool(request).resultText();
      if (TOOK_TOO_LONG.equals(text)) {
        throw new TimeoutException();
      }
      return text;
    } catch (ToolExecutionException e) {
      if (isSaidByTheTool(e)) {
        return "Error: " + e.getCause().getMessage();
      }
      throw e;
    } catch (RuntimeException e) {
      if (Causes.contain(e, InterruptedException.class)) {
        cancel();
      }
      throw e;
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }

  /** The library does so only when the time is over. */
  private void cancel() {
    Long call = waiting.get(Thread.currentThread());
    if (call != null) {
      link.executeOperationWithoutResponse(
          new McpCancellationNotification(call, "The answer is not wanted any more"));
    }
  }

  /** The library wraps a tool's own words into a bare RuntimeException. */
  private static boolean isSaidByTheTool(ToolExecutionException failure) {
    return failure.getCause().getClass() == RuntimeException.class;
  }

  /** Why the connection failed, as the middle of a sentence. */
  String reason(Throwable failure) {
    return link.reason(failure);
  }

  /** Fails if the server does not answer a ping. */
  void check() {
    client.checkHealth();
  }

  /**
   * Whatever still waits for an answer then fails. The library's own client is not closed: on JDK
   * 21 and newer it would wait for requests that hang.
   */
  @Override
  public void close() {
    link.close();
  }

  /** The library knows only text, and fails at everything else. */
  private static ToolExecutionResult result(JsonNode content, boolean error) {
    String text =
        StreamSupport.stream(content.spliterator(), false)
            .map(McpConnection::text)
            .collect(joining("\n"));
    return ToolExecutionResult.builder().isError(error).resultText(text).build();
  }

  private static String text(JsonNode item) {
    String type = item.path("type").asText("content");
    return type.equals("text")
        ? item.path("text").asText("")
        : "(%s, which can not be shown here)".formatted(OneLine.of(type, 20));
  }
}
