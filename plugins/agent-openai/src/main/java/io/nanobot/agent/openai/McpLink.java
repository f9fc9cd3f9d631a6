package io.nanobot.agent.openai;

import dev.langchain4j.mcp.client.transport.McpTransport;

/** What an MCP connection runs over. */
interface McpLink extends AutoCloseable {
  McpTransport transport();

  /** Why a connection did not come about, as the middle of a sentence. */
  String reason(Throwable failure);

  /** Ends everything, and returns when it has ended. Idempotent, any thread, never throws. */
  @Override
  void close();
}
