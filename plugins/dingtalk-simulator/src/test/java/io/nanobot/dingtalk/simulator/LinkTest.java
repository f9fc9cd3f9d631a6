package io.nanobot.dingtalk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.nanobot.dingtalk.simulator.wire.HttpPort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinkTest {
  @Test
  void textThatCanNotBeTakenEndsTheLinkWithItsReason() throws Exception {
    try (Threads threads = new Threads();
        HttpPort port = new HttpPort(0, threads)) {
      port.start(
          Optional.empty(),
          () -> {},
          exchange ->
              new Link("link", null, false, exchange.upgrade(), new Faults(new Changes(), () -> {}))
                  .readUntilEnd(
                      frame -> {
                        throw new IllegalArgumentException("nonsense");
                      }));
      CompletableFuture<Integer> closed = new CompletableFuture<>();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + port.number() + "/connect"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                      closed.complete(code);
                      return null;
                    }
                  })
              .get(20, TimeUnit.SECONDS);
      var unused = socket.sendText("{}", true);
      assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(1007);
    }
  }
}
