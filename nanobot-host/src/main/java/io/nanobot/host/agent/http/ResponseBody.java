package io.nanobot.host.agent.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, as it comes. Whoever reads it notices a silence that is too long, which
 * the JDK's own stream does not, and a body that does not end. To be read by one thread.
 */
final class ResponseBody extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {
  /** What comes one after the other; the end comes last. */
  private sealed interface Event {
    record Bytes(ByteBuffer buffer) implements Event {}

    record End(Throwable failure) implements Event {}
  }

  /** More is no answer to a person. */
  private static final int LARGEST = 1 << 20;

  private final Patience patience;
  private final CompletableFuture<ResponseInfo> head = new CompletableFuture<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription;
  private Event.Bytes current = new Event.Bytes(ByteBuffer.allocate(0));
  private int size;

  /**
   * A body that has not begun.
   *
   * @param patience how long its reader waits
   */
  ResponseBody(Patience patience) {
    this.patience = patience;
  }

  /** Fills this with an answer. */
  BodyHandler<Void> handler() {
    return info -> {
      head.complete(info);
      return BodySubscribers.fromSubscriber(this, body -> null);
    };
  }

  /** Status and headers, as soon as they are there. */
  CompletableFuture<ResponseInfo> head() {
    return head;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Reads what is there, and waits for at least one byte.
   *
   * @throws Silence if nothing comes for too long, or no end
   * @throws TooLarge if there is no end
   * @throws InterruptedIOException if the thread was interrupted
   * @throws IOException if the connection broke
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (!current.buffer().hasRemaining()) {
      Event event = next();
      if (event instanceof Event.End end) {
        events.add(end); // whoever asks once more gets the same answer
        if (end.failure() != null) {
          throw new IOException(end.failure());
        }
        return -1;
      }
      current = (Event.Bytes) event;
      subscription.request(1);
    }
    int count = Math.min(length, current.buffer().remaining());
    size += count;
    if (size > LARGEST) {
      throw new TooLarge();
    }
    current.buffer().get(target, offset, count);
    return count;
  }

  private Event next() throws IOException {
    try {
      Event event = events.poll(patience.left().toNanos(), TimeUnit.NANOSECONDS);
      if (event == null || patience.isOver()) {
        throw new Silence();
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    ByteBuffer joined = ByteBuffer.allocate(buffers.stream().mapToInt(ByteBuffer::remaining).sum());
    buffers.forEach(joined::put);
    events.add(new Event.Bytes(joined.flip()));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event.End(failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event.End(null));
  }

  /** Nothing came for too long, or no end. */
  static final class Silence extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** There is no end. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
