package io.nanobot.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What the MCP servers of the tests do, whatever they are spoken to over. */
final class McpTools {
  private static final ObjectMapper JSON = new ObjectMapper();

  private McpTools() {}

  /** The answer to one message, if it gets one. */
  static Optional<String> answer(String text) throws Exception {
    JsonNode message = JSON.readTree(text);
    if (message.path("method").asText().equals("notifications/cancelled")) {
      System.err.println("cancelled: " + message.at("/params/reason").asText());
    }
    boolean hangsPolitely = message.at("/params/arguments/text").asText().equals("politely");
    if (hangsPolitely) {
      System.err.println("hangs politely");
    }
    if (!message.has("id") || hangsPolitely) {
      return Optional.empty();
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("jsonrpc", "2.0").set("id", message.get("id"));
    switch (message.path("method").asText()) {
      case "initialize" -> {
        ObjectNode result = answer.putObject("result");
        result.set("protocolVersion", message.path("params").path("protocolVersion"));
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "test").put("version", "1");
      }
      case "tools/list" -> {
        var tools = answer.putObject("result").putArray("tools");
        for (String tool : new String[] {"echo", "fail", "hang", "die", "environment", "picture"}) {
          ObjectNode one =
              tools.addObject().put("name", tool).put("description", "It does " + tool);
          ObjectNode schema = one.putObject("inputSchema").put("type", "object");
          schema.putObject("properties").putObject("text").put("type", "string");
        }
      }
      case "tools/call" -> call(message.path("params"), answer.putObject("result"));
      default -> answer.putObject("result");
    }
    return Optional.of(JSON.writeValueAsString(answer));
  }

  private static void call(JsonNode params, ObjectNode result) throws InterruptedException {
    String text = params.path("arguments").path("text").asText();
    switch (params.path("name").asText()) {
      case "fail" -> {
        result.put("isError", true);
        say(result, "it went wrong");
      }
      case "hang" -> new CountDownLatch(1).await();
      case "die" -> {
        System.err.println("dying as asked");
        Runtime.getRuntime().halt(7);
      }
      case "environment" ->
          say(
              result,
              String.join(",", System.getenv().keySet()) + "," + System.getProperty("user.dir"));
      case "picture" -> {
        var item = result.putArray("content").addObject();
        item.put("type", "image").put("data", "aGk=").put("mimeType", "image/png");
      }
      default -> say(result, text + " from " + ProcessHandle.current().pid());
    }
  }

  private static void say(ObjectNode result, String text) {
    result.putArray("content").addObject().put("type", "text").put("text", text);
  }
}
