package io.nanobot.host.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nanobot.host.config.GatewayConfig;
import io.nanobot.host.security.Redactor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves {@code /health} (200 while the store and every channel work, else 503), {@code
 * /health/live} (200 while the process does) and {@code /status}.
 */
public final class AdminServer implements AutoCloseable {
  private record Answer(int status, Object body) {}

  private final GatewayConfig config;
  private final StatusReport report;
  private final JsonMapper json;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "admin");
            thread.setDaemon(true);
            return thread;
          });
  private HttpServer server;

  @Inject
  public AdminServer(GatewayConfig config, StatusReport report, Redactor redactor) {
    this.config = config;
    this.report = report;
    this.json = RedactedJson.mapper(redactor);
  }

  /**
   * Opens the port.
   *
   * @throws IOException if the port is taken
   */
  public void start() throws IOException {
    // In seconds. Without it, clients that never finish their request would keep both threads.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "5");
    server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 64);
    server.setExecutor(threads);
    serve("/", () -> new Answer(404, Map.of("error", "not found")));
    serve("/health", this::health);
    serve("/health/live", () -> new Answer(200, Map.of("status", "ok")));
    serve("/status", () -> new Answer(200, report.status()));
    server.start();
  }

  /** The port that is open: the configured one, or the one that the system chose for 0. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }

  private Answer health() {
    boolean healthy = report.healthy();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", healthy ? "ok" : "degraded");
    body.put("store", report.storeState());
    body.put("channels", report.states());
    return new Answer(healthy ? 200 : 503, body);
  }

  private void serve(String path, Supplier<Answer> answer) {
    server.createContext(path, exchange -> reply(exchange, path, answer));
  }

  private void reply(HttpExchange exchange, String path, Supplier<Answer> answer)
      throws IOException {
    try (exchange) {
      Answer reply = answerTo(exchange, path, answer);
      byte[] body = (json.writeValueAsString(reply.body()) + "\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answerTo(HttpExchange exchange, String path, Supplier<Answer> answer) {
    if (!exchange.getRequestMethod().equals("GET")) {
      return new Answer(405, Map.of("error", "only GET is answered here"));
    }
    boolean exact = path.equals("/") || exchange.getRequestURI().getPath().equals(path);
    return exact ? answer.get() : new Answer(404, Map.of("error", "not found"));
  }
}
