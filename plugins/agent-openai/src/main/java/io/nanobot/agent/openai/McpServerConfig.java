package io.nanobot.agent.openai;

import io.nanobot.api.config.Description;
import io.nanobot.api.config.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One MCP server: a program that is started, or an address. */
record McpServerConfig(
    @Description("Program that is started and spoken to over its standard input and output")
        Optional<String> command,
    @Description("Arguments of the program") List<String> args,
    @Description(
            "Environment variables of the program; of the gateway's own it gets only PATH and the like")
        Map<String, Secret> env,
    @Description("Address of a server that speaks streamable HTTP") Optional<URI> url,
    @Description("Headers of every request to that address") Map<String, Secret> headers,
    @Description("Names of the tools that are offered to the model, if not all")
        List<String> enabledTools) {

  /**
   * Finds what the schema can not express.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote the configuration
   */
  McpServerConfig {
    args = List.copyOf(args);
    env = Map.copyOf(env);
    headers = Map.copyOf(headers);
    enabledTools = List.copyOf(enabledTools);
    if (command.isPresent() == url.isPresent()) {
      throw new IllegalArgumentException(
          "An MCP server has either a command, to start it, or a url, to reach it.");
    }
    if (url.isPresent() && !(args.isEmpty() && env.isEmpty())) {
      throw new IllegalArgumentException("args and env are for a command, not for a url.");
    }
    if (command.isPresent() && !headers.isEmpty()) {
      throw new IllegalArgumentException("headers are for a url, not for a command.");
    }
    command.ifPresent(McpServerConfig::checkCommand);
    url.ifPresent(McpServerConfig::checkUrl);
    headers.forEach(McpServerConfig::checkHeader);
    env.keySet().forEach(McpServerConfig::checkVariable);
  }

  /** Whether a tool is offered to the model; {@code *} stands for all, as in the Python nanobot. */
  boolean offers(String tool) {
    return enabledTools.isEmpty() || enabledTools.contains("*") || enabledTools.contains(tool);
  }

  private static void checkCommand(String command) {
    if (command.isBlank()) {
      throw new IllegalArgumentException("command is empty.");
    }
  }

  private static void checkUrl(URI url) {
    boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!http || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "url has to be an address that begins with https:// or http://, without a user.");
    }
  }

  /** As the JDK checks it, whose own message would show the value. */
  private static void checkHeader(String name, Secret value) {
    try {
      HttpRequest.newBuilder().header(name, value.reveal());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The header "
              + OneLine.of(name, 40)
              + " can not be sent: its name is reserved or wrong, or its value has a line break.");
    }
  }

  private static void checkVariable(String name) {
    if (name.isEmpty() || name.contains("=") || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("env has a name that no variable can have.");
    }
  }
}
