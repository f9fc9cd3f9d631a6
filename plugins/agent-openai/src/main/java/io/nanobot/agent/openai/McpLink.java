package io.nanobot.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.mcp.client.McpCallContext;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.protocol.McpClientMessage;
import dev.langchain4j.mcp.protocol.McpJsonRpcMessage;
import java.util.concurrent.CompletableFuture;

/** What an MCP connection runs over: a transport of the library, as far as that is our own. */
interface McpLink extends McpTransport {
  /**
   * Sends a message.
   *
   * @param id null if there is no answer to wait for
   * @return the answer, or null for none
   */
  CompletableFuture<JsonNode> send(McpJsonRpcMessage message, Long id);

  @Override
  default CompletableFuture<JsonNode> executeOperationWithResponse(McpClientMessage request) {
    return send(request, request.getId());
  }

  @Override
  default CompletableFuture<JsonNode> executeOperationWithResponse(McpCallContext context) {
    return executeOperationWithResponse(context.message());
  }

  @Override
  default void executeOperationWithoutResponse(McpClientMessage message) {
    var unused = send(message, null);
  }

  @Override
  default void executeOperationWithoutResponse(McpCallContext context) {
    executeOperationWithoutResponse(context.message());
  }

  @Override
  default void onFailure(Runnable reconnect) {
    // McpServer connects again, not the library
  }

  /** Why a connection did not come about, as the middle of a sentence. */
  String reason(Throwable failure);

  /** Ends everything, and returns when it has ended. Idempotent, any thread, never throws. */
  @Override
  void close();
}
