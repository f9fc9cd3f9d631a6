package io.nanobot.agent.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An MCP server that speaks streamable HTTP. */
final class McpHttp implements AutoCloseable {
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /**
   * @param status what it answers with; 200 if it works
   */
  McpHttp(int status) throws IOException {
    this(0, status);
  }

  McpHttp(int port, int status) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/mcp", http -> answer(http, status));
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp?key=sk-in-the-query");
  }

  List<Headers> headers() {
    return headers;
  }

  /** What it was told, as JSON. */
  List<String> messages() {
    return messages;
  }

  private void answer(HttpExchange http, int status) throws IOException {
    headers.add(http.getRequestHeaders());
    String question = new String(http.getRequestBody().readAllBytes(), UTF_8);
    messages.add(question);
    try {
      Optional<String> answer = status == 200 ? McpTools.answer(question) : Optional.empty();
      if (answer.isEmpty()) {
        http.sendResponseHeaders(status == 200 ? 202 : status, -1);
      } else {
        http.getResponseHeaders().add("Content-Type", "text/event-stream");
        http.getResponseHeaders().add("Mcp-Session-Id", "session-1");
        http.sendResponseHeaders(200, 0);
        http.getResponseBody()
            .write(("event: message\ndata: " + answer.get() + "\n\n").getBytes(UTF_8));
      }
      http.close();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
