package io.nanobot.channel.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.OutboundMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session webhook that answers its requests one by one as it is told, and then with success. */
final class ScriptedSession implements AutoCloseable {
  static final String TAKEN = "{\"errcode\":0,\"errmsg\":\"ok\"}";
  static final String BUSY = "{\"errcode\":-1,\"errmsg\":\"busy\"}";
  static final String OVER = "{\"errcode\":300001,\"errmsg\":\"session 不存在\"}";
  static final String UNCLEAR = "{}";

  private final HttpServer server;
  private final Queue<String> answers;
  private final List<String> texts = new CopyOnWriteArrayList<>();

  ScriptedSession(String... answers) throws IOException {
    this.answers = new ConcurrentLinkedQueue<>(List.of(answers));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    texts.add(Json.readObject(body).orElseThrow().path("markdown").path("text").stringValue());
    String next = answers.poll();
    byte[] answer = (next == null ? TAKEN : next).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** What was said, whether it was taken or not. */
  List<String> texts() {
    return List.copyOf(texts);
  }

  DingTalkConfig config() {
    return Simulation.answeringAt(base());
  }

  OutboundMessage message(String id, Conversation conversation, String markdown) {
    Map<String, String> hints =
        Map.of(
            DingTalkMessages.WEBHOOK,
            base() + "/robot/sendBySession?session=x",
            DingTalkMessages.WEBHOOK_EXPIRES,
            Long.toString(Clock.systemUTC().millis() + 3_600_000));
    return new OutboundMessage(
        id, conversation, markdown, List.of(), List.of(), Optional.empty(), hints);
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
