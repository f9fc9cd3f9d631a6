package io.nanobot.channel.dingtalk;

import static io.nanobot.api.channel.ChannelException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.nanobot.api.channel.ChannelException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** JSON requests to DingTalk, bounded in number and time. Opened by the first request. */
final class DingTalkHttp implements AutoCloseable {
  /** An unbounded JDK client opens a socket per request, and a burst of replies then times out. */
  private static final int MOST_IN_FLIGHT = 16;

  /** Lets a refused connection be told from a lost answer: the connection's limit strikes first. */
  private static final Duration FOR_THE_ANSWER = Duration.ofSeconds(1);

  /** What a request does at DingTalk's side, if it gets there. */
  enum Effect {
    /** Nothing: it may be repeated. */
    NONE,
    /** People see a message. */
    MESSAGE
  }

  /** What came back, whoever it was that answered. */
  record Response(
      int status, Optional<JsonNode> json, Optional<String> retryAfter, Optional<Instant> date) {
    boolean ok() {
      return status / 100 == 2 && json.isPresent();
    }

    Optional<String> text(String key) {
      return json.flatMap(object -> Json.text(object, key));
    }
  }

  private final DingTalkConfig config;
  private final CallQuota quota;
  private final Optional<Proxy> proxy;
  private final NetworkErrors networkErrors;
  private final PluginThreads threads;
  private final RateGovernor governor = new RateGovernor();
  private final Semaphore permits = new Semaphore(MOST_IN_FLIGHT);
  private final Map<Object, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();
  private ThreadPoolExecutor workers;
  private HttpClient client;
  private volatile boolean closed;

  DingTalkHttp(DingTalkConfig config, CallQuota quota, String name) {
    this.config = config;
    this.quota = quota;
    this.proxy = Proxy.of(config);
    this.networkErrors = new NetworkErrors(proxy);
    this.threads = new PluginThreads(name + "-http");
  }

  Response post(URI address, Map<String, String> headers, JsonNode body, Effect effect)
      throws ChannelException, InterruptedException {
    return send("POST", address, headers, body, effect);
  }

  Response put(URI address, Map<String, String> headers, JsonNode body)
      throws ChannelException, InterruptedException {
    return send("PUT", address, headers, body, Effect.NONE);
  }

  private Response send(
      String method, URI address, Map<String, String> headers, JsonNode body, Effect effect)
      throws ChannelException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(Json.write(body)));
    headers.forEach(request::header);
    return send(request, effect, config.connectTimeout());
  }

  /** A file as a form, which may take longer than other requests. */
  Response upload(URI address, String boundary, byte[] form, Duration limit)
      throws ChannelException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(form));
    return send(request, Effect.NONE, limit);
  }

  /** For what any answer tells: that the way is open, and what time it is there. */
  Response get(URI address) throws ChannelException, InterruptedException {
    return send(HttpRequest.newBuilder(address).GET(), Effect.NONE, config.connectTimeout());
  }

  /** The limit is for the exchange; its turn is waited for as long as a connection. */
  private Response send(HttpRequest.Builder builder, Effect effect, Duration limit)
      throws ChannelException, InterruptedException {
    // without it some of DingTalk's gateways answer in XML
    builder.header("Accept", "application/json");
    // not by an Authenticator: the JDK asks that only after a refusal, for each connection
    proxy.flatMap(Proxy::authorization).ifPresent(it -> builder.header("Proxy-Authorization", it));
    HttpRequest request = builder.build();
    long end = System.nanoTime() + config.connectTimeout().toNanos();
    RateGovernor.Turn turn = governor.awaitTurn(request.uri(), config.connectTimeout());
    try {
      return sendNow(request, effect, limit, end - System.nanoTime());
    } finally {
      turn.end();
    }
  }

  private Response sendNow(HttpRequest request, Effect effect, Duration limit, long nanosToWait)
      throws ChannelException, InterruptedException {
    if (!permits.tryAcquire(nanosToWait, NANOSECONDS)) {
      throw new ChannelException(
          UNAVAILABLE,
          MOST_IN_FLIGHT + " requests are waiting for DingTalk's answers, no more is started");
    }
    try {
      return learnt(request.uri(), exchange(request, effect, limit));
    } finally {
      permits.release();
    }
  }

  private Response learnt(URI address, Response response) {
    Optional<Duration> pause = DingTalkErrors.pause(response);
    if (DingTalkErrors.blocksAddress(response)) {
      governor.addressBlocked(pause.orElseThrow());
    } else if (pause.isPresent()) {
      governor.refused(address, pause.get());
    } else {
      governor.accepted(address);
    }
    if (response.json().isPresent()) {
      quota.called(address, DingTalkErrors.quotaUsedUp(response));
    }
    return response;
  }

  private Response exchange(HttpRequest request, Effect effect, Duration limit)
      throws ChannelException, InterruptedException {
    CompletableFuture<Response> result = new CompletableFuture<>();
    CompletableFuture<HttpResponse<String>> sending =
        client().sendAsync(request, info -> reading(info, result));
    var unused =
        sending.whenComplete(
            (answer, failure) -> {
              if (failure != null) {
                result.completeExceptionally(failure);
              } else if (answer.body() == null) {
                result.complete(withoutBody(answer)); // the proxy's, of which the JDK reads no more
              }
            });
    Object key = new Object();
    inFlight.put(key, result);
    try {
      if (closed) {
        throw DingTalkErrors.closedDuring(effect);
      }
      return result.get(limit.plus(FOR_THE_ANSWER).toMillis(), MILLISECONDS);
    } catch (CancellationException e) {
      throw DingTalkErrors.closedDuring(effect);
    } catch (TimeoutException e) {
      throw networkErrors.noAnswer(request.uri(), effect, e);
    } catch (ExecutionException e) {
      throw closed
          ? DingTalkErrors.closedDuring(effect)
          : networkErrors.noAnswer(request.uri(), effect, e.getCause());
    } finally {
      inFlight.remove(key);
      if (!result.isDone() || result.isCompletedExceptionally()) {
        sending.cancel(true); // not after an answer: it would close a connection that can be reused
      }
    }
  }

  /**
   * Takes the answer where it is read. The future of {@code sendAsync} completes on the JVM's
   * common pool, which others may block; and {@code send} waits for ever for the rest of a body.
   */
  private static BodySubscriber<String> reading(
      ResponseInfo info, CompletableFuture<Response> result) {
    BodySubscriber<String> text = BodySubscribers.ofString(UTF_8);
    Optional<String> retryAfter = info.headers().firstValue("Retry-After");
    Optional<Instant> date = info.headers().firstValue("Date").flatMap(DingTalkHttp::instant);
    var unused =
        text.getBody()
            .thenAccept(
                it ->
                    result.complete(
                        new Response(info.statusCode(), Json.readObject(it), retryAfter, date)));
    return text;
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Response withoutBody(HttpResponse<String> answer) {
    return new Response(answer.statusCode(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private synchronized HttpClient client() throws ChannelException {
    if (closed) {
      throw DingTalkErrors.closed();
    }
    if (client == null) {
      var sslContext = TrustedCertificates.sslContext(config.trustedCertificates());
      workers =
          new ThreadPoolExecutor(
              2,
              2,
              10,
              SECONDS,
              new LinkedBlockingQueue<>(),
              threads,
              new ThreadPoolExecutor.DiscardPolicy());
      workers.allowCoreThreadTimeOut(true);
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(config.connectTimeout())
              .sslContext(sslContext)
              .executor(workers);
      proxy.ifPresent(it -> builder.proxy(it.selector()));
      client = builder.build();
    }
    return client;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    governor.close();
    inFlight.values().forEach(pending -> pending.cancel(true));
    permits.release(MOST_IN_FLIGHT * 1_000); // whoever waits for one sees that it is closed
    if (client == null) {
      return;
    }
    PluginThreads.end(selector(client));
    workers.shutdownNow();
    threads.await(workers);
    client = null;
  }

  /**
   * The client's own thread. Before JDK 21 a client can not be closed: this thread, and with it the
   * idle sockets and the plugin's class loader, would stay until some garbage collection. Its name
   * is made of the number at the end of the client's {@code toString()}.
   */
  private static Optional<Thread> selector(HttpClient client) {
    String text = client.toString();
    String number = text.substring(text.lastIndexOf('(') + 1, text.length() - 1);
    String threadName = "HttpClient-" + number + "-SelectorManager";
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(threadName))
        .findAny();
  }
}
