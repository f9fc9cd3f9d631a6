/**
 * The agent for OpenAI-compatible models. {@link io.nanobot.agent.openai.OpenAiAgentFactory} is all
 * that the host sees.
 *
 * <p>LangChain4j speaks the model's protocol and that of MCP servers. What is ours, and why, stands
 * at {@code ModelHttp} and {@code StdioTransport}: both have to end at once when a turn or the
 * agent does.
 */
package io.nanobot.agent.openai;
