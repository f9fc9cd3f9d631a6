package io.nanobot.host.agent.http;

import io.nanobot.api.agent.Agent;
import io.nanobot.api.agent.AgentException;
import io.nanobot.api.agent.AgentException.Kind;
import io.nanobot.api.agent.Reply;
import io.nanobot.api.agent.Turn;
import io.nanobot.host.plugin.AgentFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Asks a service of the user's own: each turn is one POST, and what it answers is what the person
 * who asked gets. See {@code docs/http-agent.md} for both.
 */
public final class HttpAgent implements Agent {
  public static final String TYPE = "http";

  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final String name;
  private final HttpAgentSettings settings;
  private final Duration limit;
  private final Optional<Signature> signature;
  private final HttpClient client;

  /**
   * Makes an agent that has asked nothing yet.
   *
   * @param limit how long one answer may take in all
   */
  public HttpAgent(String name, HttpAgentSettings settings, Duration limit) {
    this.name = name;
    this.settings = settings;
    this.limit = limit;
    this.signature = settings.secret().map(Signature::new);
    this.client =
        HttpClient.newBuilder()
            .version(version(settings.url()))
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER) // a signed turn is for one address only
            .build();
  }

  /**
   * Without TLS the JDK's client asks for HTTP/2 with each request, and some servers fail at that.
   */
  private static HttpClient.Version version(URI url) {
    return "https".equalsIgnoreCase(url.getScheme())
        ? HttpClient.Version.HTTP_2
        : HttpClient.Version.HTTP_1_1;
  }

  @Override
  public boolean wantsHistory() {
    return true;
  }

  @Override
  public void respond(Turn turn, Reply reply)
      throws AgentException, AgentFailure, InterruptedException {
    Patience patience = new Patience(settings.timeout(), limit);
    ResponseBody body = new ResponseBody(patience);
    CompletableFuture<HttpResponse<Void>> exchange =
        client.sendAsync(request(turn), body.handler());
    var unused =
        exchange.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                body.head().completeExceptionally(failure);
              }
            });
    try {
      answer(body, patience, reply);
    } catch (InterruptedIOException e) {
      throw new InterruptedException();
    } catch (ResponseBody.TooLarge e) {
      throw new AgentException(
          Kind.REJECTED, "The answer of %s is longer than 1 MiB".formatted(service()));
    } catch (ResponseBody.Silence | TimeoutException e) {
      if (patience.isOver()) {
        throw AgentFailure.tooSlow(
            "%s gave no whole answer within %d s (agents.turnTimeout)"
                .formatted(service(), limit.toSeconds()));
      }
      throw new AgentException(
          Kind.UNAVAILABLE,
          "%s was silent for %d s".formatted(service(), settings.timeout().toSeconds()),
          "My answer took too long. Please try again.");
    } catch (IOException e) {
      throw new AgentException(Kind.UNAVAILABLE, "The connection to %s broke".formatted(service()));
    } finally {
      exchange.cancel(true);
    }
  }

  @Override
  public void close() {
    // The client's threads end when nobody refers to it.
  }

  private HttpRequest request(Turn turn) {
    String body = TurnJson.of(turn);
    String now = Long.toString(Instant.now().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream, application/json, text/markdown, text/plain")
            .header("User-Agent", "nanobot")
            .POST(BodyPublishers.ofString(body));
    settings
        .token()
        .ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
    signature.ifPresent(
        signing ->
            request
                .header("X-Nanobot-Timestamp", now)
                .header("X-Nanobot-Signature", signing.of(now, body)));
    return request.build();
  }

  private void answer(ResponseBody body, Patience patience, Reply reply)
      throws AgentException, IOException, TimeoutException, InterruptedException {
    ResponseInfo info = head(body, patience);
    Answer answer = new Answer(ContentType.of(info), body);
    int status = info.statusCode();
    if (status >= 200 && status < 300) {
      answer.read(reply);
      return;
    }
    boolean later = status == 408 || status == 425 || status == 429 || status >= 500;
    throw new AgentException(
        later ? Kind.UNAVAILABLE : Kind.REJECTED,
        "%s answered with HTTP status %d%s".formatted(service(), status, advice(status)),
        answer.message());
  }

  private ResponseInfo head(ResponseBody body, Patience patience)
      throws AgentException, TimeoutException, InterruptedException {
    try {
      return body.head().get(patience.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      String why =
          words(e.getCause())
              .map(words -> "%s can not be reached: %s".formatted(service(), words))
              .orElseGet(() -> "The connection to %s broke".formatted(service()));
      throw new AgentException(Kind.UNAVAILABLE, why);
    }
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 -> ": it refuses the token or the signature";
      case 404, 405 -> ": there is nothing for a POST at that address";
      case 301, 302, 303, 307, 308 -> ": configure the address that it redirects to";
      default -> "";
    };
  }

  /** Why there is no connection; empty if there was one. */
  private static Optional<String> words(Throwable failure) {
    Throwable cause = failure.getCause() instanceof Exception inner ? inner : failure;
    if (failure instanceof HttpConnectTimeoutException) {
      return Optional.of("no connection within %d s".formatted(CONNECT.toSeconds()));
    }
    if (cause instanceof UnresolvedAddressException) {
      return Optional.of("its name is unknown");
    }
    if (failure instanceof ConnectException) {
      return Optional.of("nobody listens there, or the way is barred");
    }
    // The JDK's client may wrap it: in words of a lost connection, if it was still writing.
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SSLException.class::isInstance)
        .findFirst()
        .map(insecure -> "TLS failed (%s)".formatted(insecure.getMessage()));
  }

  /** The path and the query may hold a secret. */
  private String service() {
    return "The service of agent %s at %s".formatted(name, settings.url().getAuthority());
  }
}
