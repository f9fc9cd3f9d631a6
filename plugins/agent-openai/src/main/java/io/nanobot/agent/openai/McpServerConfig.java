package io.nanobot.agent.openai;

import static java.util.stream.Collectors.toSet;

import io.nanobot.api.config.Description;
import io.nanobot.api.config.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One MCP server: a program that is started, or an address. */
record McpServerConfig(
    @Description("Program that is started and spoken to over its standard input and output")
        Optional<String> command,
    @Description("Arguments of the program") List<String> args,
    @Description(
            "Environment variables of the program; of the gateway's own it gets only PATH and the like")
        Map<String, Secret> env,
    @Description("Folder in which the program runs, if not that of the gateway") Optional<Path> cwd,
    @Description("Address of a server that speaks streamable HTTP") Optional<URI> url,
    @Description("Headers of every request to that address") Map<String, Secret> headers,
    @Description("Names of the tools that are offered to the model; without it, or with *, all are")
        Optional<List<String>> enabledTools,
    @Description(
            "How long one call of its tools may take, if not as long as the agent's toolTimeout")
        Optional<Duration> toolTimeout,
    @Description("stdio with a command, streamableHttp with a url; need not be said")
        Optional<String> type) {
  private static final String OVER_STDIO = "stdio";
  private static final String OVER_HTTP = "streamableHttp";

  /**
   * Finds what the schema can not express.
   *
   * @throws IllegalArgumentException with a sentence for whoever wrote the configuration
   */
  McpServerConfig {
    args = List.copyOf(args);
    env = Map.copyOf(env);
    headers = Map.copyOf(headers);
    enabledTools = enabledTools.map(List::copyOf);
    if (command.isPresent() == url.isPresent()) {
      throw new IllegalArgumentException(
          "An MCP server has either a command, to start it, or a url, to reach it.");
    }
    if (url.isPresent() && !(args.isEmpty() && env.isEmpty() && cwd.isEmpty())) {
      throw new IllegalArgumentException("args, env and cwd are for a command, not for a url.");
    }
    if (command.isPresent() && !headers.isEmpty()) {
      throw new IllegalArgumentException("headers are for a url, not for a command.");
    }
    checkType(type, command.isPresent() ? OVER_STDIO : OVER_HTTP);
    toolTimeout.ifPresent(it -> OpenAiConfig.checkTime("toolTimeout", it));
    command.ifPresent(McpServerConfig::checkCommand);
    url.ifPresent(McpServerConfig::checkUrl);
    headers.forEach(McpServerConfig::checkHeader);
    env.keySet().forEach(McpServerConfig::checkVariable);
  }

  /**
   * Whether a tool is offered to the model. As in the Python nanobot, the names are the server's
   * own or those that the model sees, {@code *} stands for all, and an empty list for none.
   *
   * @param server the name of this server
   */
  boolean offers(String server, String tool) {
    return enabledTools
        .map(it -> it.contains("*") || it.contains(tool) || it.contains(Tools.name(server, tool)))
        .orElse(true);
  }

  /** Names of tools that are to be offered and that the server does not have. */
  List<String> missing(String server, Set<String> tools) {
    Set<String> names = tools.stream().map(it -> Tools.name(server, it)).collect(toSet());
    return enabledTools.orElse(List.of()).stream()
        .filter(it -> !it.equals("*") && !tools.contains(it) && !names.contains(it))
        .toList();
  }

  /** Said in files of the Python nanobot. */
  private static void checkType(Optional<String> type, String right) {
    if (type.filter("sse"::equals).isPresent()) {
      throw new IllegalArgumentException(
          "The type sse is MCP's older transport, which is not supported. Use a url that speaks"
              + " streamable HTTP.");
    }
    if (type.filter(it -> !it.equals(right)).isPresent()) {
      throw new IllegalArgumentException(
          "type has to be stdio with a command and streamableHttp with a url. Or leave it out.");
    }
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
