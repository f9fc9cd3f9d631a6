package io.nanobot.agent.openai;

import io.nanobot.api.config.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests: the defaults, but quick. */
record Settings(
    URI baseUrl,
    Duration timeout,
    int retries,
    boolean images,
    Map<String, McpServerConfig> mcpServers,
    Duration toolTimeout,
    int rounds) {
  static final String KEY = "sk-test-4711-do-not-tell";

  static Settings of(URI baseUrl) {
    return new Settings(
        baseUrl, Duration.ofSeconds(20), 2, true, Map.of(), Duration.ofSeconds(20), 20);
  }

  Settings timeout(Duration value) {
    return new Settings(baseUrl, value, retries, images, mcpServers, toolTimeout, rounds);
  }

  Settings retries(int value) {
    return new Settings(baseUrl, timeout, value, images, mcpServers, toolTimeout, rounds);
  }

  Settings images(boolean value) {
    return new Settings(baseUrl, timeout, retries, value, mcpServers, toolTimeout, rounds);
  }

  Settings server(String name, McpServerConfig server) {
    return new Settings(
        baseUrl, timeout, retries, images, Map.of(name, server), toolTimeout, rounds);
  }

  Settings toolTimeout(Duration value) {
    return new Settings(baseUrl, timeout, retries, images, mcpServers, value, rounds);
  }

  Settings rounds(int value) {
    return new Settings(baseUrl, timeout, retries, images, mcpServers, toolTimeout, value);
  }

  OpenAiConfig config() {
    return new OpenAiConfig(
        baseUrl,
        Optional.of(Secret.of(KEY)),
        "test-model",
        "You are a test.",
        images,
        Optional.of(0.5),
        Optional.of(100),
        timeout,
        retries,
        mcpServers,
        toolTimeout,
        rounds);
  }

  OpenAiAgent agent() {
    return new OpenAiAgent(config(), "openai");
  }

  static McpServerConfig program(List<String> command, Map<String, Secret> env, String... tools) {
    return new McpServerConfig(
        Optional.of(command.get(0)),
        command.subList(1, command.size()),
        env,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(List.of(tools)).filter(it -> !it.isEmpty()),
        Optional.empty(),
        Optional.empty());
  }

  /** The same program, but for the folder that it runs in. */
  static McpServerConfig in(Path folder, McpServerConfig it) {
    return new McpServerConfig(
        it.command(),
        it.args(),
        it.env(),
        Optional.of(folder),
        it.url(),
        it.headers(),
        it.enabledTools(),
        it.toolTimeout(),
        it.type());
  }

  /** The same server, but for what it offers. */
  static McpServerConfig offering(List<String> tools, McpServerConfig it) {
    return new McpServerConfig(
        it.command(),
        it.args(),
        it.env(),
        it.cwd(),
        it.url(),
        it.headers(),
        Optional.of(tools),
        it.toolTimeout(),
        it.type());
  }

  /** The same server, but for the time that its tools may take. */
  static McpServerConfig taking(Duration toolTimeout, McpServerConfig it) {
    return new McpServerConfig(
        it.command(),
        it.args(),
        it.env(),
        it.cwd(),
        it.url(),
        it.headers(),
        it.enabledTools(),
        Optional.of(toolTimeout),
        it.type());
  }

  static McpServerConfig address(URI url, Map<String, Secret> headers) {
    return new McpServerConfig(
        Optional.empty(),
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.of(url),
        headers,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
