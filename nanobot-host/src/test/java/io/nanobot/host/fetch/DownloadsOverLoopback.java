package io.nanobot.host.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nanobot.api.download.DownloadException;
import io.nanobot.dingtalk.simulator.wire.ServerCertificate;
import io.nanobot.host.config.OutgoingConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from real servers on loopback, which the configuration allows here. */
abstract class DownloadsOverLoopback {
  static final int LIMIT = 100_000;
  static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  /** In the certificate that the servers show. */
  static final String SECURE = "api.dingtalk.com";

  @TempDir static Path keys;
  static ServerCertificate certificate;
  static SSLContext trust;

  @TempDir Path data;
  final Map<String, String> names = new ConcurrentHashMap<>();
  final AtomicInteger lookups = new AtomicInteger();
  final List<AutoCloseable> open = new ArrayList<>();
  final List<String> rules = new ArrayList<>(List.of("*"));
  OutgoingRequests outgoing;
  LentDownloads downloads;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = ServerCertificate.in(keys);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificate.trustStore())) {
      store.load(in, ServerCertificate.PASSWORD.toCharArray());
    }
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store);
    trust = SSLContext.getInstance("TLS");
    trust.init(null, trusted.getTrustManagers(), null);
  }

  @BeforeEach
  void lend() throws IOException {
    names.put(SECURE, "127.0.0.1");
    names.put("files.example", "127.0.0.1");
    names.put("inside.example", "10.0.0.7");
    lend(Duration.ofSeconds(20), rules, "127.0.0.0/8", "::1");
  }

  void lend(Duration timeout, List<String> hosts, String... exceptions) throws IOException {
    var config = new OutgoingConfig(hosts, List.of(exceptions), LIMIT, timeout, 3);
    outgoing = new OutgoingRequests(config, this::addresses, trust);
    open.add(outgoing);
    downloads = outgoing.lend("dingtalk", data);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  DownloadException failure(URI uri) {
    DownloadException failure =
        catchThrowableOfType(
            DownloadException.class, () -> downloads.fetch(uri, Path.of("target")));
    assertThat(failure).isNotNull().message().doesNotContain("s3cr3t");
    return failure;
  }

  void assertOnlyFiles(String... names) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> data.relativize(file).toString()))
          .containsExactlyInAnyOrder(names);
    }
  }

  RawServer plain(String answer) throws IOException {
    return started(RawServer.saying(answer));
  }

  RawServer answering(RawServer.Answer answer) throws IOException {
    return started(RawServer.answering(answer));
  }

  RawServer started(RawServer server) throws IOException {
    open.add(server);
    allow("http://files.example:" + server.port());
    return server;
  }

  RawServer secure(String answer) throws IOException {
    RawServer server =
        RawServer.over(certificate.tls().getServerSocketFactory(), out -> write(out, answer));
    open.add(server);
    allow("https://" + SECURE + ":" + server.port());
    return server;
  }

  /** In addition to what is allowed already. */
  void allow(String rule) throws IOException {
    rules.add(rule);
    lend(Duration.ofSeconds(20), rules, "127.0.0.0/8", "::1");
  }

  static URI http(RawServer server, String path) {
    return uri("http", server, path);
  }

  static URI https(RawServer server, String path) {
    return URI.create("https://%s:%d%s".formatted(SECURE, server.port(), path));
  }

  static URI uri(String scheme, RawServer server, String path) {
    return URI.create("%s://files.example:%d%s".formatted(scheme, server.port(), path));
  }

  private InetAddress[] addresses(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    if (host.contains(":") || host.matches("[0-9.]+")) {
      return new InetAddress[] {InetAddress.getByName(host)};
    }
    String known = names.get(host);
    if (known == null) {
      throw new UnknownHostException(host);
    }
    String[] texts = known.split(" ", -1);
    InetAddress[] addresses = new InetAddress[texts.length];
    for (int i = 0; i < texts.length; i++) {
      addresses[i] = InetAddress.getByName(texts[i]);
    }
    return addresses;
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
