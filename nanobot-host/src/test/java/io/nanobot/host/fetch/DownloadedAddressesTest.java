package io.nanobot.host.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.nanobot.api.download.Download;
import io.nanobot.api.download.DownloadException;
import io.nanobot.api.download.DownloadException.Kind;
import io.nanobot.host.config.OutgoingConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are connected to. */
class DownloadedAddressesTest extends DownloadsOverLoopback {
  @Test
  void fetchesOverHttps() throws Exception {
    RawServer server = secure(HELLO);

    assertThat(downloads.fetch(https(server, "/a"), Path.of("a")).file()).hasContent("hello");
  }

  @Test
  void fetchesFromAnAddressOfIpv6() throws Exception {
    HttpServer server = HttpServer.create();
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    server.bind(new InetSocketAddress(InetAddress.getByAddress(loopback), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String host = exchange.getRequestHeaders().getFirst("Host");
          exchange.sendResponseHeaders(200, host.length());
          exchange.getResponseBody().write(host.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    int port = server.getAddress().getPort();
    allow("http://[::1]:" + port);

    Download download =
        downloads.fetch(URI.create("http://[::1]:%d/".formatted(port)), Path.of("a"));

    assertThat(download.file()).hasContent("[0:0:0:0:0:0:0:1]:" + port);
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    RawServer server = secure(HELLO);
    allow("https://files.example:" + server.port());

    DownloadException failure =
        failure(URI.create("https://files.example:%d/a".formatted(server.port())));

    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure).hasMessageStartingWith("No secure connection to files.example (SSL");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void connectsToNoPrivateAddress() throws Exception {
    DownloadException failure = failure(URI.create("https://inside.example/a?s3cr3t"));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure)
        .hasMessage("inside.example has a private address, which nanobot does not connect to")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "files.example"})
  void connectsToNothingOnLoopbackUnlessConfigured(String host) throws Exception {
    RawServer server = plain(HELLO);
    lend(Duration.ofSeconds(20), List.of("http://" + host + ":" + server.port()));

    DownloadException failure = failure(URI.create("http://%s:%d/".formatted(host, server.port())));

    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(server.connections()).isZero();
  }

  /** Public while it is checked, private when it is asked again: it is never asked again. */
  @Test
  void aNameThatChangesItsAddressGainsNothing() throws Exception {
    RawServer target = plain(HELLO);
    AtomicInteger asked = new AtomicInteger();
    NameLookup rebinding =
        host ->
            new InetAddress[] {
              InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.2" : "127.0.0.1")
            };
    var config =
        new OutgoingConfig(
            List.of("http://files.example:" + target.port()),
            List.of("127.0.0.2"),
            LIMIT,
            Duration.ofSeconds(20),
            3);
    OutgoingRequests rebound = new OutgoingRequests(config, rebinding, trust);
    open.add(rebound);
    LentDownloads lent = rebound.lend("dingtalk", data);
    URI uri = URI.create("http://files.example:%d/".formatted(target.port()));

    DownloadException first =
        catchThrowableOfType(DownloadException.class, () -> lent.fetch(uri, Path.of("a")));
    DownloadException second =
        catchThrowableOfType(DownloadException.class, () -> lent.fetch(uri, Path.of("a")));

    assertThat(first.kind()).isEqualTo(Kind.FAILED); // nobody listens at 127.0.0.2
    assertThat(second.kind()).isEqualTo(Kind.REFUSED);
    assertThat(asked).hasValue(2); // once for each download
    assertThat(target.connections()).isZero();
  }

  @Test
  void everyAddressOfANameHasToBeFine() throws Exception {
    names.put("files.example", "127.0.0.1 10.0.0.7");
    RawServer server = plain(HELLO);

    assertThat(failure(http(server, "/")).kind()).isEqualTo(Kind.REFUSED);
    assertThat(server.connections()).isZero();
  }

  @Test
  void triesTheNextAddress() throws Exception {
    names.put("files.example", "127.0.0.9 127.0.0.1");
    RawServer server = plain(HELLO);

    assertThat(downloads.fetch(http(server, "/"), Path.of("a")).bytes()).isEqualTo(5);
    assertThat(lookups).hasValue(1);
  }

  @Test
  void ignoresTheProxyOfTheJvm() throws Exception {
    RawServer proxy = plain("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nproxy");
    RawServer server = plain(HELLO);
    System.setProperty("socksProxyHost", "127.0.0.1");
    System.setProperty("socksProxyPort", String.valueOf(proxy.port()));
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", String.valueOf(proxy.port()));
    System.setProperty("http.nonProxyHosts", "");
    System.setProperty("socksNonProxyHosts", "");
    try {
      assertThat(downloads.fetch(http(server, "/"), Path.of("a")).file()).hasContent("hello");
      assertThat(proxy.connections()).isZero();
    } finally {
      for (String property :
          new String[] {
            "socksProxyHost",
            "socksProxyPort",
            "http.proxyHost",
            "http.proxyPort",
            "http.nonProxyHosts",
            "socksNonProxyHosts"
          }) {
        System.clearProperty(property);
      }
    }
  }
}
