package io.nanobot.channel.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dingtalk.open.app.stream.network.api.ConnectOption;
import com.dingtalk.open.app.stream.network.api.EndPointConnection;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class StreamTransportTest {
  @Test
  void keepsThePathAsItIsWritten() throws Exception {
    assertThat(StreamTransport.address(endpoint("wss://localhost:1/a%20b")))
        .hasToString("wss://localhost:1/a%20b?ticket=t%2B1");
    assertThat(StreamTransport.address(endpoint("wss://localhost")))
        .hasToString("wss://localhost:443/connect?ticket=t%2B1");
  }

  @Test
  void dialsNothingThatWasQueuedWhenItIsClosed() throws Exception {
    var transport =
        new StreamTransport(
            SSLContext.getDefault(), Optional.empty(), "test", () -> {}, Clock.systemUTC());
    var busy = new CountDownLatch(1);
    transport.execute(() -> awaitUninterrupted(busy));
    var outcome = new CompletableFuture<Throwable>();
    Thread connecting = new Thread(() -> outcome.complete(failure(transport)));
    connecting.start();
    awaitWaiting(connecting);
    Thread closing = new Thread(transport::close);
    closing.start();
    awaitWaiting(closing);
    busy.countDown();
    assertThat(outcome.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(ClosedChannelException.class);
    closing.join();
  }

  private static Throwable failure(StreamTransport transport) {
    ConnectOption option =
        ConnectOption.builder()
            .setTimeout(20_000L)
            .setKeepAliveIdle(Duration.ofSeconds(20))
            .build();
    try {
      transport.connect(endpoint("wss://localhost:1"), null, option);
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  private static EndPointConnection endpoint(String address) {
    return new EndPointConnection("client", address, "t+1", null);
  }

  private static void awaitWaiting(Thread thread) {
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
