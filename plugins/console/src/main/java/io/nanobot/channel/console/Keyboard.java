package io.nanobot.channel.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import org.jline.utils.NonBlockingInputStream;

/**
 * Keys as they are pressed. Asks for them instead of waiting in a read, which nothing but the next
 * key could end: the thread would outlive the plugin.
 */
final class Keyboard extends NonBlockingInputStream {
  private static final long PAUSE_MILLIS = 20;

  private final InputStream keys;
  private int next = READ_EXPIRED;

  Keyboard(InputStream keys) {
    this.keys = keys;
  }

  /** For use by one thread; can be interrupted. */
  @Override
  public int read(long timeoutMillis, boolean isPeek) throws IOException {
    if (next == READ_EXPIRED) {
      next = await(timeoutMillis);
    }
    int key = next;
    if (!isPeek) {
      next = READ_EXPIRED;
    }
    return key;
  }

  /** Of a terminal that is gone it is an error to ask how much there is to read. */
  private int await(long timeoutMillis) throws IOException {
    long start = System.nanoTime();
    while (keys.available() == 0) {
      long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (timeoutMillis > 0 && waited >= timeoutMillis) {
        return READ_EXPIRED;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        throw (IOException) new InterruptedIOException().initCause(e);
      }
    }
    return keys.read();
  }
}
