package io.nanobot.agent.openai;

import java.io.IOException;

/** Something answered, but not as an OpenAI-compatible API or an MCP server does. */
final class JunkException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what it was instead, without a word of it
   */
  JunkException(String message) {
    super(message);
  }
}
