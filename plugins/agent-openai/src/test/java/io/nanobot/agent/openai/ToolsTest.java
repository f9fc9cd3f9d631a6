package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ToolsTest {
  private static McpServer server(String name) {
    return new McpServer(
        name, Settings.program(List.of("none"), Map.of()), Duration.ofSeconds(1), "test");
  }

  private static ToolSpecification tool(String name, String description) {
    return ToolSpecification.builder().name(name).description(description).build();
  }

  private static List<String> names(Tools tools) {
    return tools.specifications().stream().map(ToolSpecification::name).toList();
  }

  @Test
  void givesToolsNamesThatEveryApiTakes() {
    Tools tools = new Tools();
    tools.add(server("files"), List.of(tool("read file/文", "x"), tool("a".repeat(80), "x")));

    assertThat(names(tools))
        .containsExactly("mcp_files_read_file__", "mcp_files_" + "a".repeat(54));
  }

  @Test
  void givesNoTwoToolsTheSameName() {
    Tools tools = new Tools();
    tools.add(server("a"), List.of(tool("b_c", "x"), tool("b.c", "x"), tool("a".repeat(80), "x")));
    tools.add(server("a_b"), List.of(tool("c", "x")));
    tools.add(server("a"), List.of(tool("a".repeat(90), "x")));

    assertThat(names(tools))
        .startsWith("mcp_a_b_c", "mcp_a_b_c_2")
        .contains("mcp_a_b_c_3")
        .doesNotHaveDuplicates()
        .allMatch(it -> it.length() <= 64);
  }

  @Test
  void cutsEndlessDescriptions() {
    Tools tools = new Tools();
    tools.add(server("a"), List.of(tool("b", "x".repeat(5_000))));

    assertThat(tools.specifications().get(0).description()).hasSize(1024);
  }

  @Test
  void cutsNoCharacterOfADescriptionInTwo() {
    Tools tools = new Tools();
    tools.add(server("a"), List.of(tool("b", "x".repeat(1023) + "🐈")));

    assertThat(tools.specifications().get(0).description()).isEqualTo("x".repeat(1023));
  }

  @Test
  void offersNoMoreThanAModelTakes() {
    Tools tools = new Tools();
    try (Log log = new Log()) {
      tools.add(server("a"), IntStream.range(0, 130).mapToObj(i -> tool("t" + i, "x")).toList());
      assertThat(log.visible()).contains("2 tools of MCP server a are not offered", "enabledTools");
    }
    assertThat(tools.specifications()).hasSize(128);
  }
}
