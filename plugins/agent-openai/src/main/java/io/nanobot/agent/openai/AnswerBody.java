package io.nanobot.agent.openai;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The body of an answer as it arrives, for the thread of the turn. The JDK's own stream waits for
 * ever for a server that has fallen silent.
 */
final class AnswerBody extends InputStream implements BodySubscriber<AnswerBody> {
  /** What arrived: bytes, or that no more will come, and why. */
  private record Arrival(List<ByteBuffer> bytes, boolean last, Throwable failure) {}

  /** Some servers do not end an answer that is complete. A connection that ends is used again. */
  private static final Duration TO_END = Duration.ofSeconds(1);

  private final Duration silence;
  private final long mostBytes;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private volatile Flow.Subscription subscription;
  private volatile boolean closed;
  private long bytes;
  private boolean ended;
  private boolean read;
  private long end; // of all waiting; 0 while nothing is expected to end

  /**
   * @param silence how long the server may say nothing
   * @param mostBytes more is no answer
   */
  AnswerBody(Duration silence, long mostBytes) {
    this.silence = silence;
    this.mostBytes = mostBytes;
  }

  @Override
  public CompletionStage<AnswerBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription source) {
    subscription = source;
    if (closed) {
      source.cancel();
    } else {
      source.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    arrivals.add(new Arrival(item, false, null));
  }

  @Override
  public void onError(Throwable throwable) {
    arrivals.add(new Arrival(List.of(), true, throwable));
  }

  @Override
  public void onComplete() {
    arrivals.add(new Arrival(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (unread.isEmpty() && !ended) {
      take(await());
    }
    if (unread.isEmpty()) {
      read = true;
      return -1;
    }
    ByteBuffer first = unread.element();
    int count = Math.min(length, first.remaining());
    first.get(target, offset, count);
    if (!first.hasRemaining()) {
      unread.remove();
    }
    return count;
  }

  /** Whether its reader has come to its end. */
  boolean isRead() {
    return read;
  }

  /** All that matters has arrived: waits no longer than for the end. */
  void expectEnd() {
    if (end == 0) {
      end = System.nanoTime() + TO_END.toNanos();
    }
  }

  /** Lets go of the connection, unless all of it was read. */
  @Override
  public void close() {
    closed = true;
    if (subscription != null && !ended) {
      subscription.cancel();
    }
  }

  private Arrival await() throws IOException {
    try {
      long patience = silence.toNanos();
      long limit = end == 0 ? patience : Math.min(patience, end - System.nanoTime());
      Arrival arrival = arrivals.poll(limit, NANOSECONDS);
      if (arrival == null) {
        throw new HttpTimeoutException("silent for too long");
      }
      return arrival;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void take(Arrival arrival) throws IOException {
    if (arrival.failure() != null) {
      throw new IOException("the connection broke", arrival.failure());
    }
    ended = arrival.last();
    for (ByteBuffer piece : arrival.bytes()) {
      bytes += piece.remaining();
      if (piece.hasRemaining()) {
        unread.add(piece);
      }
    }
    if (bytes > mostBytes) {
      throw new IOException("more than " + mostBytes + " bytes");
    }
    if (!ended) {
      subscription.request(1);
    }
  }
}
