package io.nanobot.agent.openai;

import java.util.List;
import java.util.Map;

/** The MCP servers of one agent. */
final class ToolBox implements AutoCloseable {
  private final List<McpServer> servers;

  private ToolBox(List<McpServer> servers) {
    this.servers = servers;
  }

  /** Begins to start them, and waits for none. */
  static ToolBox start(OpenAiConfig config, String agent) {
    List<McpServer> servers =
        config.mcpServers().entrySet().stream()
            .sorted(Map.Entry.comparingByKey()) // the same order in each prompt
            .map(it -> new McpServer(it.getKey(), it.getValue(), config.toolTimeout(), agent))
            .toList();
    servers.forEach(McpServer::start);
    return new ToolBox(servers);
  }

  /** What there is to use now. Waits for servers that were started a moment ago. */
  Tools tools() throws InterruptedException {
    Tools tools = new Tools();
    for (McpServer server : servers) {
      tools.add(server, server.tools());
    }
    return tools;
  }

  /** All at once, because each may take a while. */
  @Override
  public void close() {
    servers.forEach(McpServer::beginToClose);
    servers.forEach(McpServer::close);
  }
}
