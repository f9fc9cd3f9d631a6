package io.nanobot.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streamable HTTP as the specification has it, and as servers happen to speak it. */
@Timeout(60)
final class HttpTransportTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}";
  private static final String PROGRESS =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}";

  private static McpConnection connect(McpHttp server, Duration timeout) throws Exception {
    AgentThreads threads = new AgentThreads("http-transport-test");
    return McpConnection.open(
        "web",
        new HttpTransport(server.url(), Map.of(), Duration.ofSeconds(20), threads),
        timeout,
        () -> {});
  }

  private static McpConnection connect(McpHttp server) throws Exception {
    return connect(server, Duration.ofSeconds(20));
  }

  private static String call(McpConnection connection, String tool, String text)
      throws TimeoutException {
    return connection.call(
        ToolExecutionRequest.builder()
            .name(tool)
            .arguments("{\"text\":\"%s\"}".formatted(text))
            .build());
  }

  @Test
  void keepsItsSessionAndEndsIt() throws Exception {
    try (McpHttp server = new McpHttp(200)) {
      try (McpConnection connection = connect(server)) {
        assertThat(call(connection, "echo", "hi")).startsWith("hi from ");
      }

      await()
          .untilAsserted(
              () -> assertThat(server.methods()).containsExactly("POST", "POST", "POST", "DELETE"));
      assertThat(server.headers().get(0)).doesNotContainKey("Mcp-session-id");
      assertThat(server.headers().subList(1, 4))
          .allSatisfy(
              it -> {
                assertThat(it.getFirst("Mcp-Session-Id")).isEqualTo("session-1");
                assertThat(it.getFirst("MCP-Protocol-Version")).matches("20\\d\\d-\\d\\d-\\d\\d");
              });
    }
  }

  /** Some servers do not say that it is JSON. */
  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON", "text/plain"})
  void takesAnAnswerWithoutAStream(String type) throws Exception {
    try (McpHttp server = new McpHttp((http, it) -> McpHttp.say(http, type, it));
        McpConnection connection = connect(server)) {
      assertThat(call(connection, "echo", "你好")).startsWith("你好 from ");
    }
  }

  @Test
  void takesSeveralMessagesInOne() throws Exception {
    try (McpHttp server =
            new McpHttp(
                (http, it) ->
                    McpHttp.say(http, "application/json", "[" + PROGRESS + "," + it + "]"));
        McpConnection connection = connect(server)) {
      assertThat(call(connection, "echo", "hi")).startsWith("hi from ");
    }
  }

  @Test
  void answersWhatTheServerAsksBeforeItsOwnAnswer() throws Exception {
    try (McpHttp server =
            new McpHttp(
                (http, it) ->
                    McpHttp.say(
                        http,
                        "text/event-stream",
                        "id: 1\nretry: 10\ndata:\n\nevent: heartbeat\ndata: alive\n\n"
                            + McpHttp.event(PROGRESS)
                            + McpHttp.event(PING)
                            + McpHttp.event(it)));
        McpConnection connection = connect(server)) {
      assertThat(call(connection, "echo", "hi")).startsWith("hi from ");
      await()
          .until(
              () ->
                  server.messages().stream()
                      .anyMatch(it -> it.contains("\"id\":7") && it.contains("\"result\"")));
    }
  }

  /** Behind the answer, nothing matters. */
  @Test
  void doesNotWaitForTheEndOfAStreamThatStaysOpen() throws Exception {
    try (McpHttp server = new McpHttp(HttpTransportTest::sayAndStay);
        McpConnection connection = connect(server)) {
      assertThat(call(connection, "echo", "one")).startsWith("one from ");
      assertThat(call(connection, "echo", "two")).startsWith("two from ");
    }
  }

  private static void sayAndStay(HttpExchange http, String answer) throws IOException {
    McpHttp.STREAM.say(http, answer);
    http.getResponseBody().flush();
    try {
      Thread.sleep(Long.MAX_VALUE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server is closed
    }
  }

  @Test
  void letsGoOfAToolThatTookTooLong() throws Exception {
    try (McpHttp server = new McpHttp(200);
        McpConnection connection = connect(server, Duration.ofSeconds(2))) {
      assertThatThrownBy(() -> call(connection, "hang", "politely"))
          .isInstanceOf(TimeoutException.class);

      await().until(() -> server.hung() == 1 && server.hanging() == 0);
      await()
          .until(
              () ->
                  server.messages().stream()
                      .anyMatch(it -> it.contains("notifications/cancelled")));
    }
  }

  @Test
  void beginsANewSessionWhereTheServerHasForgottenTheOldOne() throws Exception {
    try (McpHttp server = new McpHttp(200);
        McpConnection connection = connect(server)) {
      assertThat(call(connection, "echo", "one")).startsWith("one from ");
      server.forgetSession();

      assertThat(call(connection, "echo", "two")).startsWith("two from ");
      assertThat(server.messages())
          .filteredOn(it -> it.contains("\"initialize\""))
          .as("began twice")
          .hasSize(2);
      assertThat(server.headers().get(server.headers().size() - 1).getFirst("Mcp-Session-Id"))
          .isEqualTo("session-2");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html         | <p>hello | does not speak MCP over streamable HTTP (it answers with text/html). Check url
          application/json  | []       | does not speak MCP over streamable HTTP (it answers with application/json). Check url
          text/event-stream | data: x  | does not speak MCP over streamable HTTP (a message is no JSON object). Check url
          text/event-stream | : alive  | was lost
          """)
  void saysWhatIsWrong(String type, String body, String reason) throws Exception {
    try (McpHttp server = new McpHttp((http, it) -> McpHttp.say(http, type, body + "\n\n"))) {
      assertThatThrownBy(() -> connect(server))
          .isInstanceOf(McpFailure.class)
          .hasMessageContaining("127.0.0.1:" + server.url().getPort())
          .hasMessageEndingWith(reason);
    }
  }

  @Test
  void saysWhereARedirectLeads() throws Exception {
    try (McpHttp server = new McpHttp(307)) {
      assertThatThrownBy(() -> connect(server))
          .hasMessageEndingWith("HTTP 307. Set url to the address that it redirects to");
    }
  }

  @Test
  void takesNoAnswerThatFillsTheMemory() throws Exception {
    byte[] much = new byte[1 << 20];
    try (McpHttp server =
        new McpHttp(
            (http, it) -> {
              http.getResponseHeaders().add("Content-Type", "application/json");
              http.sendResponseHeaders(200, 0);
              while (true) {
                http.getResponseBody().write(much);
              }
            })) {
      assertThatThrownBy(() -> connect(server)).hasMessageEndingWith("was lost");
    }
  }
}
