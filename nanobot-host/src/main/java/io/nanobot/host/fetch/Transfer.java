package io.nanobot.host.fetch;

import static io.nanobot.api.download.DownloadException.Kind.FAILED;
import static io.nanobot.api.download.DownloadException.Kind.TIMEOUT;
import static io.nanobot.api.download.DownloadException.Kind.TOO_LARGE;

import io.nanobot.api.download.Download;
import io.nanobot.api.download.DownloadException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.Closer;

/** One download: a request, those that it is redirected to, and the file. For one thread. */
final class Transfer implements Callable<Download> {
  /** What is fetched, where to, and how much of it at most. */
  record Order(Destination source, Path dataDirectory, Path target, long maxBytes) {}

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}");

  private sealed interface Answer permits Fetched, Redirect {}

  private record Fetched(Download download) implements Answer {}

  private record Redirect(URI location) implements Answer {}

  private final HttpRequests requests;
  private final OutgoingPolicy policy;
  private final int maxRedirects;
  private final Order order;
  private HttpGet current; // guarded by this
  private boolean cancelled; // guarded by this
  private boolean complete; // guarded by this

  Transfer(HttpRequests requests, OutgoingPolicy policy, int maxRedirects, Order order) {
    this.requests = requests;
    this.policy = policy;
    this.maxRedirects = maxRedirects;
    this.order = order;
  }

  @Override
  public Download call() throws Refused, DownloadException {
    Destination to = order.source();
    for (int redirects = 0; redirects <= maxRedirects; redirects++) {
      Answer answer = request(to);
      if (answer instanceof Fetched fetched) {
        return fetched.download();
      }
      to = policy.admitRedirect(to, ((Redirect) answer).location());
    }
    throw new DownloadException(
        FAILED, "%s redirects more than %d times".formatted(order.source().host(), maxRedirects));
  }

  /**
   * Ends it, from any thread.
   *
   * @return false if it is complete: the file is in its place, or about to be
   */
  synchronized boolean cancel() {
    if (complete) {
      return false;
    }
    cancelled = true;
    if (current != null) {
      current.cancel();
    }
    return true;
  }

  private Answer request(Destination to) throws Refused, DownloadException {
    HttpGet request = requests.get(to);
    begin(request);
    try {
      ClassicHttpResponse response = requests.open(to, request);
      try {
        return answer(to, response);
      } finally {
        request.cancel(); // closing alone would read what is left, however much that is
        Closer.closeQuietly(response);
      }
    } catch (Refused e) {
      throw e;
    } catch (IOException e) {
      throw failure(to, e);
    }
  }

  private synchronized void begin(HttpGet request) throws DownloadException {
    if (cancelled) {
      throw new DownloadException(FAILED, "The download was stopped");
    }
    current = request;
  }

  private Answer answer(Destination to, ClassicHttpResponse response)
      throws IOException, DownloadException {
    int status = response.getCode();
    return switch (status) {
      case 200 -> new Fetched(save(to, response));
      case 301, 302, 303, 307, 308 -> new Redirect(location(to, response));
      default ->
          throw new DownloadException(
              FAILED,
              "%s answered with status %d".formatted(to.host(), status),
              OptionalInt.of(status));
    };
  }

  private static URI location(Destination from, ClassicHttpResponse response)
      throws DownloadException {
    Header header = response.getFirstHeader(HttpHeaders.LOCATION);
    try {
      String location = header == null ? "" : header.getValue().strip();
      if (location.isEmpty()) {
        throw new URISyntaxException(location, "empty");
      }
      return from.uri().resolve(new URI(location));
    } catch (URISyntaxException e) { // its message would show the query
      throw new DownloadException(
          FAILED,
          "%s redirects to what is no address".formatted(from.host()),
          OptionalInt.of(response.getCode()));
    }
  }

  private Download save(Destination from, ClassicHttpResponse response)
      throws IOException, DownloadException {
    HttpEntity entity = response.getEntity();
    requirePlain(from, response);
    if (entity != null && entity.getContentLength() > order.maxBytes()) {
      throw tooLarge(from);
    }
    try (PartialFile file = PartialFile.in(order.dataDirectory())) {
      if (entity != null) {
        copy(from, entity.getContent(), file);
      }
      completing();
      file.moveTo(order.target());
      return new Download(order.target(), file.size(), mediaType(response));
    }
  }

  /**
   * Nothing is decoded, so that nothing small can become large, and so nothing encoded is taken.
   */
  private static void requirePlain(Destination from, ClassicHttpResponse response)
      throws DownloadException {
    for (Header header : response.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
      if (!header.getValue().strip().equalsIgnoreCase("identity")) {
        throw new DownloadException(
            FAILED,
            "%s answered in a content encoding that was not asked for".formatted(from.host()));
      }
    }
  }

  private void copy(Destination from, InputStream in, PartialFile file)
      throws IOException, DownloadException {
    byte[] buffer = new byte[16_384];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (read > order.maxBytes() - file.size()) {
        throw tooLarge(from);
      }
      file.write(buffer, read);
    }
  }

  private synchronized void completing() throws DownloadException {
    if (cancelled) {
      throw new DownloadException(FAILED, "The download was stopped");
    }
    complete = true;
  }

  private DownloadException tooLarge(Destination from) {
    return new DownloadException(
        TOO_LARGE,
        "The file at %s is larger than %d bytes".formatted(from.host(), order.maxBytes()));
  }

  private static Optional<String> mediaType(ClassicHttpResponse response) {
    return Optional.ofNullable(response.getFirstHeader(HttpHeaders.CONTENT_TYPE))
        .map(header -> header.getValue().split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(type -> MEDIA_TYPE.matcher(type).matches());
  }

  /** Without the cause: messages of exceptions may show what was requested or answered. */
  private static DownloadException failure(Destination to, IOException cause) {
    String host = to.host();
    if (cause instanceof SocketTimeoutException) {
      return new DownloadException(TIMEOUT, "%s does not answer".formatted(host));
    }
    if (cause instanceof UnknownHostException) {
      return new DownloadException(FAILED, "The name %s has no address".formatted(host));
    }
    if (cause instanceof SSLException) {
      return new DownloadException(
          FAILED,
          "No secure connection to %s (%s)".formatted(host, cause.getClass().getSimpleName()));
    }
    return new DownloadException(
        FAILED,
        "The connection to %s failed (%s)".formatted(host, cause.getClass().getSimpleName()));
  }
}
