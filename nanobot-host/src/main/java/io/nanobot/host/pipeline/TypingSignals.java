package io.nanobot.host.pipeline;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.TypingSignal;
import io.nanobot.api.message.InboundMessage;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Lets channels show that somebody works on a message. A turn never waits for it. */
public final class TypingSignals implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TypingSignals.class);
  private static final int THREADS = 4;

  /** Where more wait, the platform is too slow for it to be of use. */
  private static final int WAITING = 256;

  private final WorkingChannels channels;
  private final ThreadPoolExecutor pool;

  @Inject
  public TypingSignals(WorkingChannels channels) {
    this.channels = channels;
    AtomicInteger number = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> {
              Thread thread = new Thread(task, "signal-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    // A thread keeps what was on the stack when it was made: no plugin's call is there now.
    pool.prestartAllCoreThreads();
  }

  /** Somebody works on a message until what is returned is ended. */
  Shown show(String channel, InboundMessage question) {
    Optional<TypingSignal> signal = channels.find(channel, TypingSignal.class);
    if (signal.isEmpty() || pool.getQueue().remainingCapacity() == 0) {
      return () -> {};
    }
    CompletableFuture<Void> working =
        CompletableFuture.runAsync(() -> give(channel, () -> signal.get().working(question)), pool);
    return () -> {
      var unused =
          working.thenRunAsync(() -> give(channel, () -> signal.get().idle(question)), pool);
    };
  }

  private static void give(String channel, Signal signal) {
    MDC.put("channel", channel);
    try {
      signal.give();
    } catch (ChannelException e) {
      log.debug("That somebody works is not shown: {}", FailureText.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      MDC.remove("channel");
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  private interface Signal {
    void give() throws ChannelException, InterruptedException;
  }

  /** A sign that is shown. */
  interface Shown {
    void end();
  }
}
