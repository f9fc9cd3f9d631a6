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

  private static final Duration PAUSE = Duration.ofSeconds(3);

  /** A channel that is not connected when the answer is there may be so soon. */
  private static final int ATTEMPTS_TO_REMOVE = 20;

  /** Where more wait, the platform is too slow for it to be of use. */
  private static final int WAITING = 256;

  private final WorkingChannels channels;
  private final Duration moment;
  private final Duration pause;
  private final ScheduledThreadPoolExecutor pool;

  @Inject
  public TypingSignals(WorkingChannels channels) {
    this(channels, MOMENT, PAUSE);
  }

  TypingSignals(WorkingChannels channels, Duration moment, Duration pause) {
    this.channels = channels;
    this.moment = moment;
    this.pause = pause;
    this.pool = new ScheduledThreadPoolExecutor(THREADS, new DaemonThreads("signal"));
    // A thread keeps what was on the stack when it was made: no plugin's call is there now.
    pool.prestartAllCoreThreads();
  }

  /** Somebody works on a message until what is returned is ended. */
  Shown show(String channel, InboundMessage question) {
    if (signal(channel).isEmpty() || pool.getQueue().size() >= WAITING) {
      return () -> {};
    }
    Sign sign = new Sign(channel, question);
    Future<?> later = pool.schedule(sign::show, moment.toMillis(), TimeUnit.MILLISECONDS);
    return () -> {
      later.cancel(false);
      var unused = pool.submit(() -> sign.remove(ATTEMPTS_TO_REMOVE));
    };
  }

  /** Asked for anew each time: a channel that was connected again may be another object. */
  private Optional<TypingSignal> signal(String channel) {
    return channels.find(channel, TypingSignal.class);
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
  private final class Sign {
    private final String channel;
    private final InboundMessage question;
    private boolean shown; // guarded by this
    private boolean over; // guarded by this

    private Sign(String channel, InboundMessage question) {
      this.channel = channel;
      this.question = question;
    }

    synchronized void show() {
      Optional<TypingSignal> signal = signal(channel);
      if (!over && signal.isPresent()) {
        shown = true;
        give(channel, () -> signal.get().working(question));
      }
    }

    synchronized void remove(int attempts) {
      over = true;
      if (!shown) {
        return;
      }
      Optional<TypingSignal> signal = signal(channel);
      if (signal.isPresent()) {
        give(channel, () -> signal.get().idle(question));
      } else if (attempts > 1) {
        var unused =
            pool.schedule(() -> remove(attempts - 1), pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }
}
