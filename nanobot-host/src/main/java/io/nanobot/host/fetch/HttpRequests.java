package io.nanobot.host.fetch;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client, stripped to single requests: it follows no redirect, decodes and retries
 * nothing, knows no cookie, credential or proxy, and keeps no connection.
 */
final class HttpRequests implements AutoCloseable {
  private static final String USER_AGENT = "nanobot";

  /** For one of a host's addresses; the next one should have a chance. */
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Without bounds an endless header would fill the memory. */
  private static final Http1Config BOUNDED =
      Http1Config.custom()
          .setMaxLineLength(16_384)
          .setMaxHeaderCount(200)
          .setMaxEmptyLineCount(10)
          .build();

  /** A plain {@code new Socket()} would ask the JVM's SOCKS proxy to resolve and connect. */
  private static final DetachedSocketFactory DIRECT = unused -> new Socket(Proxy.NO_PROXY);

  private final CloseableHttpClient client;

  /**
   * @param silence how long a server may send nothing
   */
  HttpRequests(DnsResolver resolver, SSLContext tls, Duration silence) {
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(resolver, tls, silence))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setAuthenticationEnabled(false)
                    .setResponseTimeout(timeout(silence))
                    .build())
            .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent(USER_AGENT)
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .disableConnectionState()
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      DnsResolver resolver, SSLContext tls, Duration silence) {
    var connections =
        new PoolingHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(
                DIRECT,
                DefaultSchemePortResolver.INSTANCE,
                resolver,
                RegistryBuilder.<TlsSocketStrategy>create()
                    .register("https", new DefaultClientTlsStrategy(tls))
                    .build()),
            PoolConcurrencyPolicy.LAX,
            PoolReusePolicy.LIFO,
            TimeValue.ZERO_MILLISECONDS,
            ManagedHttpClientConnectionFactory.builder().http1Config(BOUNDED).build());
    // no bounds here: each channel and agent has its own, so that none waits for another
    connections.setMaxTotal(Integer.MAX_VALUE);
    connections.setDefaultMaxPerRoute(Integer.MAX_VALUE);
    connections.setDefaultSocketConfig(
        SocketConfig.custom().setSoTimeout(timeout(silence)).build());
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(timeout(silence.compareTo(CONNECT) < 0 ? silence : CONNECT))
            .setSocketTimeout(timeout(silence))
            .build());
    connections.setDefaultTlsConfig(
        TlsConfig.custom().setHandshakeTimeout(timeout(silence)).build());
    return connections;
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A request for {@link #open}, so that another thread can cancel it from the start. */
  HttpGet get(Destination to) {
    HttpGet request = new HttpGet(to.uri());
    request.setHeader(HttpHeaders.ACCEPT, "*/*");
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    return request;
  }

  /** Sends a request and returns the head of the answer. To be cancelled, then closed. */
  ClassicHttpResponse open(Destination to, HttpGet request) throws IOException {
    HttpHost host = new HttpHost(to.scheme(), to.host(), to.port());
    return client.executeOpen(host, request, HttpClientContext.create());
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
