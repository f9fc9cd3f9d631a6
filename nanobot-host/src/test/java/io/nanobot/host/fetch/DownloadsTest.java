package io.nanobot.host.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.api.download.Download;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.DownloadException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched, how large it may be, and what is left when it fails. */
class DownloadsTest extends DownloadsOverLoopback {
  @Test
  void fetchesAFile() throws Exception {
    RawServer server =
        plain(
            "HTTP/1.1 200 OK\r\nContent-Type: Image/PNG; charset=x\r\nContent-Length: 5\r\n\r\nhello");

    Download download = downloads.fetch(http(server, "/a/b?sig=1"), Path.of("media/1.png"));

    assertThat(download.file()).isEqualTo(data.resolve("media/1.png")).hasContent("hello");
    assertThat(download.bytes()).isEqualTo(5);
    assertThat(download.mediaType()).contains("image/png");
    assertThat(Files.getPosixFilePermissions(download.file()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(server.requests()).singleElement().asString().startsWith("GET /a/b?sig=1 HTTP/1.1");
    assertOnlyFiles("media/1.png");
  }

  @Test
  void asksPlainlyAndSendsNothingElse() throws Exception {
    RawServer server = plain(HELLO);

    downloads.fetch(http(server, "/"), Path.of("a"));

    assertThat(server.requests().get(0).lines().skip(1).filter(line -> !line.isBlank()))
        .containsExactlyInAnyOrder(
            "Host: files.example:" + server.port(),
            "Accept: */*",
            "Accept-Encoding: identity",
            "Connection: keep-alive",
            "User-Agent: nanobot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//a", "/a//b/../c", "/%2e%2e/?a=b&c=%00", "/;a?/?/?"})
  void asksForThePathAsItIs(String path) throws Exception {
    RawServer server = plain(HELLO);

    downloads.fetch(http(server, path), Path.of("a"));

    assertThat(server.requests().get(0)).startsWith("GET " + path + " HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 304, 401, 403, 404, 407, 429, 500, 503})
  void tellsTheStatus(int status) throws Exception {
    RawServer server =
        plain(
            "HTTP/1.1 %d X\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"
                .formatted(status));

    DownloadException failure = failure(http(server, "/?s3cr3t"));

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure).hasMessage("files.example answered with status " + status);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void announcedSizeIsEnoughToRefuse() throws Exception {
    RawServer server = plain("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n");

    DownloadException failure = failure(http(server, "/"));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(failure).hasMessage("The file at files.example is larger than 100000 bytes");
  }

  @Test
  void takesExactlyTheLargestSize() throws Exception {
    RawServer server = answering(out -> chunked(out, LIMIT));

    assertThat(downloads.fetch(http(server, "/"), Path.of("a")).bytes()).isEqualTo(LIMIT);
    server.answer(out -> chunked(out, LIMIT + 1));
    assertThat(failure(http(server, "/")).kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(data.resolve("a")).hasSize(LIMIT);
  }

  @Test
  void endsAnEndlessAnswerAtOnce() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    RawServer server =
        answering(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n\r\n");
              try {
                while (true) {
                  out.write(new byte[8_192]);
                }
              } finally {
                gone.countDown();
              }
            });

    assertThat(failure(http(server, "/")).kind()).isEqualTo(Kind.TOO_LARGE);
    gone.await();
  }

  @Test
  void thePluginMayWantLess() throws Exception {
    RawServer server = plain(HELLO);

    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class, () -> downloads.fetch(http(server, "/"), Path.of("a"), 4));

    assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(downloads.fetch(http(server, "/"), Path.of("a"), 5).bytes()).isEqualTo(5);
  }

  /** 1,000 bytes that would unpack to a million. */
  @Test
  void unpacksNothing() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bomb)) {
      zip.write(new byte[1_000_000]);
    }
    RawServer server =
        answering(
            out -> {
              write(
                  out,
                  "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                      .formatted(bomb.size()));
              bomb.writeTo(out);
            });

    DownloadException failure = failure(http(server, "/"));

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure)
        .hasMessage("files.example answered in a content encoding that was not asked for");
  }

  @Test
  void anEmptyFileIsAFile() throws Exception {
    RawServer server = plain("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Type: x\r\n\r\n");

    Download download = downloads.fetch(http(server, "/"), Path.of("a"));

    assertThat(download.bytes()).isZero();
    assertThat(download.mediaType()).isEmpty();
    assertThat(download.file()).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nContent-Le"
      })
  void aCutConnectionLeavesNothing(String answer) throws Exception {
    Files.writeString(data.resolve("target"), "before");

    DownloadException failure = failure(http(plain(answer), "/?s3cr3t"));

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure).hasMessageStartingWith("The connection to files.example failed (");
    assertThat(data.resolve("target")).hasContent("before");
    assertOnlyFiles("target");
  }

  @Test
  void endsAnEndlessHeader() throws Exception {
    RawServer server =
        answering(
            out -> {
              write(out, "HTTP/1.1 200 OK\r\n");
              while (true) {
                write(out, "X-More: and more\r\n");
              }
            });

    assertThat(failure(http(server, "/")).kind()).isEqualTo(Kind.FAILED);
  }

  @Test
  void saysThatANameIsUnknownOrNobodyListens() throws Exception {
    allow("https://files.example:1");

    assertThat(failure(URI.create("https://unknown.example/")))
        .hasMessage("The name unknown.example has no address");
    assertThat(failure(URI.create("https://files.example:1/")))
        .hasMessageStartingWith("The connection to files.example failed (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "/etc/passwd", "a/../../b", "", ".", ".partial/x", "a/../.."})
  void writesOnlyIntoTheFolderOfItsOwner(String target) throws Exception {
    RawServer server = plain(HELLO);
    URI uri = http(server, "/");

    assertThatThrownBy(() -> downloads.fetch(uri, Path.of(target)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(server.connections()).isZero();
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws Exception {
    URI uri = http(plain(HELLO), "/");
    Path link = Files.createSymbolicLink(data.resolve("linked"), keys);

    assertThatThrownBy(() -> downloads.fetch(uri, Path.of("linked/a")))
        .isInstanceOf(IllegalArgumentException.class);
    Files.delete(link);
  }

  @Test
  void replacesAFileOnlyWithAWholeOne() throws Exception {
    Files.writeString(data.resolve("a"), "before");

    RawServer server = plain(HELLO);

    downloads.fetch(http(server, "/"), data.resolve("a"));

    assertThat(data.resolve("a")).hasContent("hello");
    assertOnlyFiles("a");
  }

  @Test
  void removesWhatAKilledGatewayLeft() throws Exception {
    Files.createDirectories(data.resolve(".partial"));
    Files.writeString(data.resolve(".partial/left"), "x");

    lend(); // as the next gateway does

    assertOnlyFiles();
  }

  @Test
  void leavesWhatTheChannelThatIsReplacedStillFetches() throws Exception {
    Files.createDirectories(data.resolve(".partial"));
    Files.writeString(data.resolve(".partial/under-way"), "x");

    outgoing.lend("dingtalk", data);

    assertOnlyFiles(".partial/under-way");
  }

  private static void chunked(OutputStream out, int size) throws IOException {
    write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    write(out, Integer.toHexString(size) + "\r\n");
    out.write(new byte[size]);
    write(out, "\r\n0\r\n\r\n");
  }
}
