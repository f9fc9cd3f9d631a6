package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A bot of a few lines on the JDK's WebSocket: collects frames and acknowledges them with a code; 0
 * for not at all.
 */
final class TestBot implements WebSocket.Listener {
  final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  final CountDownLatch ended = new CountDownLatch(1);
  final CountDownLatch ponged = new CountDownLatch(1);
  private final StringBuilder partial = new StringBuilder();
  private final int ackCode;
  private final String ackData;
  private WebSocket socket;

  private TestBot(int ackCode, String ackData) {
    this.ackCode = ackCode;
    this.ackData = ackData;
  }

  static TestBot connect(TestClient client) throws Exception {
    return connect(client, 200);
  }

  static TestBot connect(TestClient client, int ackCode) throws Exception {
    return connect(client, client.open(), new TestBot(ackCode, "{\"response\":null}"));
  }

  /** Takes clicks on cards, and nothing else. */
  static TestBot takingClicks(TestClient client, int ackCode, String ackData) throws Exception {
    return connect(client, client.open(Subscription.CARD_CALLBACK), new TestBot(ackCode, ackData));
  }

  private static TestBot connect(TestClient client, TestClient.Answer opened, TestBot bot)
      throws Exception {
    assertThat(opened.status()).isEqualTo(200);
    bot.socket =
        handshake(client, opened.at("/endpoint"), opened.at("/ticket"), bot)
            .get(20, TimeUnit.SECONDS);
    return bot;
  }

  static CompletableFuture<WebSocket> handshake(
      TestClient client, String endpoint, String ticket, WebSocket.Listener listener) {
    return client
        .http()
        .newWebSocketBuilder()
        .connectTimeout(Duration.ofSeconds(15))
        .buildAsync(URI.create(endpoint + "?ticket=" + ticket), listener);
  }

  List<JsonNode> callbacks() {
    return frames.stream().filter(one -> one.path("type").asString("").equals("CALLBACK")).toList();
  }

  List<JsonNode> system(String topic) {
    return frames.stream()
        .filter(one -> one.at("/headers/topic").asString("").equals(topic))
        .toList();
  }

  /** The decoded data of a message. */
  JsonNode message(int index) {
    return TestClient.JSON.readTree(callbacks().get(index).path("data").asString());
  }

  void ping() {
    var unused = socket.sendPing(ByteBuffer.wrap(new byte[] {1}));
  }

  void close() {
    socket.abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode frame = TestClient.JSON.readTree(partial.toString());
      partial.setLength(0);
      frames.add(frame);
      acknowledge(from, frame);
    }
    from.request(1);
    return null;
  }

  private void acknowledge(WebSocket to, JsonNode frame) {
    if (ackCode != 0) {
      var unused =
          to.sendText(
              TestClient.JSON.writeValueAsString(
                  Map.of(
                      "code",
                      ackCode,
                      "message",
                      "OK",
                      "headers",
                      Map.of("messageId", frame.at("/headers/messageId").asString("")),
                      "data",
                      ackData)),
              true);
    }
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    ponged.countDown();
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended.countDown();
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    ended.countDown();
  }
}
