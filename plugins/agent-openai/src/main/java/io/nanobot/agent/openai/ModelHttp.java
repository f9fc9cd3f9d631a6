package io.nanobot.agent.openai;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The HTTP of the model: LangChain4j's own client can be stopped only after the first word, waits
 * for ever for the second, and forgets {@code Retry-After}. Everything happens on the thread of the
 * turn, which an interrupt ends at once.
 */
final class ModelHttp implements HttpClient, AutoCloseable {
  private static final int MOST_OF_AN_ERROR = 64 << 10;

  /** An answer of a model is a few hundred kB. */
  private static final long MOST_OF_AN_ANSWER = 32L << 20;

  private static final byte[] MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

  private final Duration silence;
  private final AgentHttp http;

  ModelHttp(Duration silence, AgentThreads threads) {
    this.silence = silence;
    this.http = new AgentHttp(threads);
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try (AnswerBody answer = open(request)) {
      CheckedEvents events = new CheckedEvents(listener, answer);
      parser.parse(withoutMark(answer), events);
      events.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      listener.onError(new InterruptedIOException("interrupted"));
    } catch (IOException | HttpException e) {
      listener.onError(e);
    }
  }

  /** The library would take a byte order mark for a part of the first line, and drop that. */
  private static InputStream withoutMark(InputStream answer) throws IOException {
    PushbackInputStream text = new PushbackInputStream(answer, MARK.length);
    byte[] beginning = text.readNBytes(MARK.length);
    if (!Arrays.equals(beginning, MARK)) {
      text.unread(beginning);
    }
    return text;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("answers are streamed");
  }

  private AnswerBody open(HttpRequest request) throws IOException, InterruptedException {
    var builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
            .POST(BodyPublishers.ofString(request.body()));
    request.headers().forEach((name, values) -> values.forEach(it -> builder.header(name, it)));
    builder.setHeader("Accept", "text/event-stream");
    HttpResponse<AnswerBody> response = http.send(builder, silence, MOST_OF_AN_ANSWER);
    if (response.statusCode() != 200) {
      throw new EndpointError(
          response.statusCode(),
          text(response.body()),
          response.headers().firstValue("Retry-After").flatMap(RetryAfter::parse));
    }
    String type = response.headers().firstValue("Content-Type").orElse("text/event-stream");
    if (!type.startsWith("text/event-stream")) {
      throw notAStream(type, text(response.body()));
    }
    return response.body();
  }

  private static JunkException notAStream(String type, String body) {
    if (Json.object(body).filter(it -> it.hasNonNull("error")).isPresent()) {
      throw new EndpointError(200, body, Optional.empty());
    }
    return new JunkException(OneLine.of(type, 40) + " instead of a stream of events");
  }

  private static String text(AnswerBody body) throws IOException {
    try (body) {
      return new String(body.readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    http.close();
  }

  /** For LangChain4j, which asks for a builder: whoever builds gets this one. */
  HttpClientBuilder asBuilder() {
    return new HttpClientBuilder() {
      @Override
      public Duration connectTimeout() {
        return AgentHttp.CONNECT_TIMEOUT;
      }

      @Override
      public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
      }

      @Override
      public Duration readTimeout() {
        return silence;
      }

      @Override
      public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
      }

      @Override
      public HttpClient build() {
        return ModelHttp.this;
      }
    };
  }
}
