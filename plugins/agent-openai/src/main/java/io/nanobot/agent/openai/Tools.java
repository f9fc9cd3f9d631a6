package io.nanobot.agent.openai;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools that the model may use in one turn, under names that no two of them share. */
final class Tools {
  /** OpenAI takes no more. */
  private static final int MOST = 128;

  private static final int LONGEST_DESCRIPTION = 1024;
  private static final int LONGEST_NAME = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Tools.class);

  private record Tool(McpServer server, ToolSpecification specification) {}

  private final Map<String, Tool> byName = new LinkedHashMap<>();

  /** Leaves out what is too much, and says so. */
  void add(McpServer server, List<ToolSpecification> tools) {
    int left = 0;
    for (ToolSpecification tool : tools) {
      if (byName.size() < MOST) {
        byName.put(freeName(server.name(), tool.name()), new Tool(server, tool));
      } else {
        left++;
      }
    }
    if (left > 0) {
      LOG.warn(
          "{} tools of MCP server {} are not offered: a model takes {} at most. Choose with"
              + " enabledTools",
          left,
          server.name(),
          MOST);
    }
  }

  List<ToolSpecification> specifications() {
    List<ToolSpecification> specifications = new ArrayList<>();
    byName.forEach((name, tool) -> specifications.add(named(name, tool.specification())));
    return specifications;
  }

  /** What the tool says, or why it says nothing, for the model. */
  String call(ToolExecutionRequest request) throws InterruptedException {
    Tool tool = byName.get(request.name());
    return tool == null
        ? "Error: there is no tool of this name."
        : tool.server().call(tool.specification().name(), request.arguments());
  }

  private static ToolSpecification named(String name, ToolSpecification tool) {
    String description = tool.description() == null ? "" : tool.description();
    return ToolSpecification.builder()
        .name(name)
        .description(Beginning.of(description, LONGEST_DESCRIPTION))
        .parameters(tool.parameters())
        .build();
  }

  /** As in the Python nanobot, of letters that every API takes. */
  static String name(String server, String tool) {
    return ("mcp_" + server + "_" + tool).replaceAll("[^A-Za-z0-9_-]", "_");
  }

  private String freeName(String server, String tool) {
    String name = name(server, tool);
    String free = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    for (int i = 2; byName.containsKey(free); i++) {
      String end = "_" + i;
      free = name.substring(0, Math.min(name.length(), LONGEST_NAME - end.length())) + end;
    }
    return free;
  }
}
