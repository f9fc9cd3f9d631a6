package io.nanobot.host.pipeline;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.TypingSignal;
import io.nanobot.api.message.InboundMessage;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Lets channels show that somebody works on a message, once that takes more than a moment. A turn
 * never waits for it.
 */
public final class TypingSignals implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TypingSignals.class);
  private static final int THREADS = 4;

  /** An answer that comes sooner is a sign of life by itself. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Where more wait, the platform is too slow for it to be of use. */
  private static final int WAITING = 256;

  private final WorkingChannels channels;
  private final Duration moment;
  private final ScheduledThreadPoolExecutor pool;

  @Inject
  public TypingSignals(WorkingChannels channels) {
    this(channels, MOMENT);
  }

  TypingSignals(WorkingChannels channels, Duration moment) {
    this.channels = channels;
    this.moment = moment;
    this.pool = new ScheduledThreadPoolExecutor(THREADS, new DaemonThreads("signal"));
    // A thread keeps what was on the stack when it was made: no plugin's call is there now.
    pool.prestartAllCoreThreads();
  }

  /** Somebody works on a message until what is returned is ended. */
  Shown show(String channel, InboundMessage question) {
    Optional<TypingSignal> signal = channels.find(channel, TypingSignal.class);
    if (signal.isEmpty() || pool.getQueue().size() >= WAITING) {
      return () -> {};
    }
    Sign sign = new Sign(channel, question, signal.get());
    Future<?> later = pool.schedule(sign::show, moment.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      later.cancel(false);
      var unused = pool.submit(sign::remove);
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

  /** On one message. Removed only if it was shown, and after that. */
  private static final class Sign {
    private final String channel;
    private final InboundMessage question;
    private final TypingSignal signal;
    private boolean shown; // guarded by this
    private boolean over; // guarded by this

    private Sign(String channel, InboundMessage question, TypingSignal signal) {
      this.channel = channel;
      this.question = question;
      this.signal = signal;
    }

    synchronized void show() {
      if (!over) {
        shown = true;
        give(channel, () -> signal.working(question));
      }
    }

    synchronized void remove() {
      over = true;
      if (shown) {
        give(channel, () -> signal.idle(question));
      }
    }
  }
}
