package io.nanobot.host.pipeline;

import io.nanobot.host.store.MessageStore;
import jakarta.inject.Inject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the store forget what it need not know any more, a little at a time. */
public final class Retention implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  /** Longer than any platform waits before it delivers a message again. */
  private static final Duration KEPT = Duration.ofHours(24);

  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final int AT_ONCE = 1_000;

  private final MessageStore store;
  private final Thread thread = new Thread(this::run, "retention");

  @Inject
  public Retention(MessageStore store) {
    this.store = store;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD.toMillis());
        purge();
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    }
  }

  private void purge() {
    try {
      int purged = store.purge(KEPT, AT_ONCE);
      while (purged == AT_ONCE) {
        purged = store.purge(KEPT, AT_ONCE);
      }
    } catch (RuntimeException e) {
      log.error("The message store failed; trying again", e);
    }
  }
}
