package io.nanobot.host.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.DownloadException.Kind;
import io.nanobot.host.config.OutgoingConfig;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Nothing takes longer than it may, or delays others. */
class DownloadsInTimeTest extends DownloadsOverLoopback {
  @Test
  void aSlowDripRunsOutOfTime() throws Exception {
    RawServer server =
        answering(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                out.write('x');
                out.flush();
                Thread.sleep(20);
              }
            });
    assertTimesOut(server, "http");
  }

  @Test
  void silenceRunsOutOfTime() throws Exception {
    RawServer server = started(RawServer.silent());
    assertTimesOut(server, "http");
  }

  @Test
  void aHandshakeThatIsNotAnsweredRunsOutOfTime() throws Exception {
    RawServer server = started(RawServer.silent());
    assertTimesOut(server, "https");
  }

  @Test
  void aLookupThatHangsRunsOutOfTime() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    var config = new OutgoingConfig(List.of(), List.of(), LIMIT, Duration.ofSeconds(1), 3);
    OutgoingRequests hanging =
        new OutgoingRequests(
            config,
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException(host);
            },
            trust);
    open.add(hanging);
    LentDownloads lent = hanging.lend("dingtalk", data);
    URI uri = URI.create("https://files.example/");

    assertThatThrownBy(() -> lent.fetch(uri, Path.of("a")))
        .isInstanceOf(DownloadException.class)
        .hasMessage("The download took longer than 1 s");
    never.countDown();
  }

  @Test
  void oneThatHangsDelaysNoOther() throws Exception {
    RawServer silent = started(RawServer.silent());
    RawServer server = plain(HELLO);
    LentDownloads other = outgoing.lend("other", Files.createDirectories(data.resolve("other")));
    List<CompletableFuture<Kind>> hanging = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      hanging.add(
          CompletableFuture.supplyAsync(
              () -> kind(uri("http", silent, "/")), task -> new Thread(task).start()));
    }
    await().until(() -> silent.connections() == 4);

    assertThat(other.fetch(uri("http", server, "/"), Path.of("a")).bytes()).isEqualTo(5);
    assertThat(silent.connections()).isEqualTo(4);
    downloads.close();
    for (CompletableFuture<Kind> each : hanging) {
      assertThat(each.get()).isEqualTo(Kind.FAILED);
    }
  }

  @Test
  void anInterruptedThreadStopsItsDownload() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    RawServer server =
        answering(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n\r\nx");
              begun.countDown();
              try {
                while (true) {
                  write(out, "x");
                  Thread.sleep(10);
                }
              } finally {
                gone.countDown();
              }
            });
    URI uri = http(server, "/");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                downloads.fetch(uri, Path.of("a"));
              } catch (Exception e) {
                thrown.set(e);
              }
            });
    thread.start();
    begun.await();
    thread.interrupt();
    thread.join();

    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    gone.await();
    assertOnlyFiles();
  }

  @Test
  void endsWithItsChannel() throws Exception {
    RawServer server = plain(HELLO);
    downloads.close();

    assertThatThrownBy(() -> downloads.fetch(http(server, "/"), Path.of("a")))
        .isInstanceOf(DownloadException.class)
        .hasMessage("dingtalk is closed, and fetches nothing more");
    assertThat(server.connections()).isZero();
  }

  private void assertTimesOut(RawServer server, String scheme) throws IOException {
    lend(Duration.ofSeconds(1), List.of(scheme + "://files.example:" + server.port()), "127.0.0.1");
    long start = System.nanoTime();

    DownloadException failure = failure(uri(scheme, server, "/"));

    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertOnlyFiles();
  }

  private Kind kind(URI uri) {
    return failure(uri).kind();
  }
}
