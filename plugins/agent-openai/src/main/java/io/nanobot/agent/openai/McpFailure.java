package io.nanobot.agent.openai;

/** An MCP server does not run. The message is a sentence for the person who runs the gateway. */
final class McpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  McpFailure(String message) {
    super(message);
  }
}
