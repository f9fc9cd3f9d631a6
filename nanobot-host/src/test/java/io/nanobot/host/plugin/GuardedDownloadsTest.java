package io.nanobot.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nanobot.api.channel.Channel;
import io.nanobot.host.config.OutgoingConfig;
import io.nanobot.host.fetch.LentDownloads;
import io.nanobot.host.fetch.OutgoingRequests;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin out of a jar fetches through the host's real guard, from a real server. */
class GuardedDownloadsTest {
  private static final String SEND =
      """
      try {
        var file = context.downloads().fetch(java.net.URI.create(message.markdown()),
            java.nio.file.Path.of("media/1"));
        return new Receipt(List.of(file.bytes() + " " + file.mediaType().orElse("?")));
      } catch (io.nanobot.api.download.DownloadException e) {
        throw new ChannelException(ChannelException.Kind.REJECTED, e.kind() + " " + e.getMessage());
      }
      """;

  @TempDir Path root;
  @TempDir Path data;
  private final TestContext context = new TestContext();
  private Zoo zoo;
  private HttpServer server;
  private OutgoingRequests outgoing;
  private LentDownloads lent;

  @BeforeEach
  void setUp() throws IOException {
    zoo = new Zoo(root);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain");
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write(new byte[] {'h', 'e', 'l', 'l', 'o'});
          exchange.close();
        });
    server.start();
    outgoing =
        new OutgoingRequests(
            new OutgoingConfig(
                List.of("*", "http://127.0.0.1:" + server.getAddress().getPort()),
                List.of("127.0.0.1"),
                1_000,
                Duration.ofSeconds(20),
                3));
    lent = outgoing.lend("zoo", data);
    context.downloads.set(lent);
  }

  @AfterEach
  void tearDown() {
    zoo.close();
    outgoing.close();
    server.stop(0);
  }

  @Test
  void fetchesAndIsUnloadedWithoutATrace() throws Exception {
    zoo.with("fetcher.jar", PluginJar.channel("fetcher").body("send", SEND)).load();
    WeakReference<ClassLoader> loader =
        new WeakReference<>(
            zoo.catalog().channel("fetcher").orElseThrow().configType().getClassLoader());

    assertThat(sent("http://127.0.0.1:%d/a".formatted(server.getAddress().getPort())))
        .isEqualTo("5 text/plain");
    assertThat(Files.readString(data.resolve("media/1"))).isEqualTo("hello");
    assertThat(context.contextClassLoader.get()).isSameAs(PluginCatalog.class.getClassLoader());
    assertThat(sent("https://169.254.169.254/latest/meta-data/?s3cr3t"))
        .isEqualTo(
            "REFUSED 169.254.169.254 has a link-local address, which nanobot does not connect to");
    zoo.catalog().unload("fetcher");

    UnloadAssert.assertNoThreads(loader);
    UnloadAssert.assertCollected(loader);
  }

  private String sent(String uri) throws InterruptedException {
    try (Channel channel = zoo.create("fetcher", context)) {
      return channel.send(Zoo.message(uri)).messageIds().get(0);
    } catch (io.nanobot.api.channel.ChannelException e) {
      return e.getMessage();
    }
  }
}
