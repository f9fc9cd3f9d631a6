package io.nanobot.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.nanobot.api.download.Download;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.DownloadException.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeDownloadsTest {
  private static final URI PICTURE = URI.create("https://example.com/picture?signature=1");

  @TempDir private Path data;
  private FakeDownloads downloads;

  @BeforeEach
  void serve() {
    downloads =
        new FakeAgentContext("test", data)
            .downloads()
            .serving(PICTURE, "image/png", new byte[] {1, 2, 3});
  }

  @Test
  void servesWhatTheTestHasPutIn() throws Exception {
    Download download = downloads.fetch(PICTURE, Path.of("media/1.png"));

    assertThat(download.file()).isEqualTo(data.resolve("media/1.png"));
    assertThat(download.file()).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(download.bytes()).isEqualTo(3);
    assertThat(download.mediaType()).contains("image/png");
    assertThat(downloads.requested()).containsExactly(PICTURE);
  }

  @Test
  void hasNothingElse() {
    DownloadException failure = failure(URI.create("https://example.com/other"), 10);

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure.status()).hasValue(404);
  }

  @Test
  void failsAsTheTestWants() {
    downloads.failing(PICTURE, Kind.REFUSED);

    assertThat(failure(PICTURE, 10).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void keepsToTheRulesOfTheHost() {
    assertThat(failure(PICTURE, 2).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThatThrownBy(() -> downloads.fetch(PICTURE, Path.of("../a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> downloads.fetch(PICTURE, Path.of("a"), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reachesTheServerOfTheTestAndNoOther() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean there = exchange.getRequestURI().getPath().equals("/there");
          byte[] body = "content".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(there ? 200 : 403, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(failure(base.resolve("/there"), 10).status()).hasValue(404);

      downloads.reaching(base);

      assertThat(downloads.fetch(base.resolve("/there"), Path.of("a")).file())
          .hasContent("content");
      assertThat(failure(base.resolve("/there"), 6).kind()).isEqualTo(Kind.TOO_LARGE);
      assertThat(failure(base.resolve("/other"), 10).status()).hasValue(403);
    } finally {
      server.stop(0);
    }
  }

  private DownloadException failure(URI source, long maxBytes) {
    return catchThrowableOfType(
        DownloadException.class, () -> downloads.fetch(source, Path.of("a"), maxBytes));
  }
}
