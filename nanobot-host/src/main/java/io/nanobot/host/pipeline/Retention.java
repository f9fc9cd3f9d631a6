package io.nanobot.host.pipeline;

import io.nanobot.host.config.HistoryConfig;
import io.nanobot.host.config.StoreConfig;
import io.nanobot.host.media.MediaFiles;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Ages;
import io.nanobot.host.store.StoreException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the store forget what it need not know any more, a little at a time, and old files go. */
public final class Retention implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final MessageStore store;
  private final Ages ages;
  private final MediaFiles files;
  private final Duration period;
  private final Thread thread = new Thread(this::run, "retention");

  @Inject
  public Retention(
      MessageStore store, StoreConfig config, HistoryConfig history, MediaFiles files) {
    this(
        store,
        new Ages(config.keepDone(), config.keepDeadLetters(), history.keep()),
        files,
        PERIOD);
  }

  Retention(MessageStore store, Ages ages, MediaFiles files, Duration period) {
    this.period = period;
    this.files = files;
    this.store = store;
    this.ages = ages;
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
        Thread.sleep(period.toMillis());
        purge();
        removeOldFiles();
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    }
  }

  private void removeOldFiles() {
    try {
      files.removeOld();
    } catch (IOException e) {
      log.warn("Old files of messages can not be removed ({})", e.toString());
    }
  }

  private void purge() throws InterruptedException {
    try {
      while (store.purge(ages)) {
        // Portion by portion, so that nobody waits long for a commit.
      }
    } catch (StoreException e) {
      log.debug("Nothing was purged", e); // the store tells by itself that it does not work
    } catch (RuntimeException e) {
      log.error("A fault of the host; nothing was purged", e);
    }
  }
}
