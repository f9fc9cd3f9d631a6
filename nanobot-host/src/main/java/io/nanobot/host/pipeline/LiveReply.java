package io.nanobot.host.pipeline;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.StreamingReplies;
import io.nanobot.api.message.OutboundMessage;
import io.nanobot.host.security.Printable;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One answer that is shown while it grows. The agent only says that there is more; the channel is
 * called by another thread, at the channel's pace, with all of the text by then.
 */
final class LiveReply {
  private static final Logger log = LoggerFactory.getLogger(LiveReply.class);

  /** How late an answer begins to show whose turn has come. */
  private static final Duration BEHIND_OTHERS = Duration.ofMillis(200);

  /** When to look again for a channel that is not connected. */
  private static final Duration AWAY = Duration.ofSeconds(1);

  /** How long the complete answer waits for a draft that is on its way. */
  private static final Duration LAST_CALL = Duration.ofSeconds(5);

  private final Draft draft;
  private final GrowingText text;
  private final Function<Draft, Optional<StreamingReplies>> targets;
  private final MessageStore store;
  private final ScheduledExecutorService pool;
  private final Semaphore calling = new Semaphore(1);
  private final Map<String, String> hints = new HashMap<>(); // guarded by this
  private volatile Optional<StreamingReplies> target = Optional.empty();
  private Duration pause = Duration.ZERO; // guarded by calling
  private Future<?> next; // guarded by this; null while there is nothing to show
  private OutboundMessage shown; // guarded by this; null before the first
  private long restedAt = System.nanoTime(); // guarded by this; when the channel may be called
  private boolean over; // guarded by this

  LiveReply(
      Draft draft,
      GrowingText text,
      Function<Draft, Optional<StreamingReplies>> targets,
      MessageStore store,
      ScheduledExecutorService pool) {
    this.draft = draft;
    this.text = text;
    this.targets = targets;
    this.store = store;
    this.pool = pool;
  }

  /** There is more text. Returns at once. */
  synchronized void grown() {
    showWhenRested();
  }

  /** Whether the channel has shown some of it. */
  synchronized boolean isShown() {
    return shown != null;
  }

  /** Begins no further draft. Returns at once. */
  synchronized void stop() {
    over = true;
  }

  /**
   * Begins no further draft, and waits for one that is on its way.
   *
   * @return what the channel wants to have with the complete answer
   */
  Map<String, String> end() throws InterruptedException {
    stop();
    if (calling.tryAcquire(LAST_CALL.toMillis(), MILLISECONDS)) {
      calling.release();
    } else {
      cutOff();
    }
    synchronized (this) {
      return Map.copyOf(hints);
    }
  }

  /** As {@link #end()}, and lets the channel take back what it shows: no answer follows. */
  void withdraw() throws InterruptedException {
    end();
    Optional<OutboundMessage> last = shown();
    // the channel that has shown it may have been made anew since
    Optional<StreamingReplies> now = targets.apply(draft).or(() -> target);
    if (last.isEmpty() || now.isEmpty()) {
      return;
    }
    try {
      now.get().withdraw(last.get());
    } catch (ChannelException e) {
      log.warn("An answer that was stopped is still shown as if it grew: {}", FailureText.of(e));
    }
  }

  private synchronized void cutOff() {
    if (next != null) {
      next.cancel(true);
      log.debug("A draft of {} was cut off", draft.id());
    }
  }

  private synchronized Optional<OutboundMessage> shown() {
    return Optional.ofNullable(shown);
  }

  private synchronized void showWhenRested() {
    if (over || next != null || text.isBlank()) {
      return;
    }
    try {
      next = pool.schedule(this::showNext, restedAt - System.nanoTime(), NANOSECONDS);
    } catch (RejectedExecutionException e) {
      over = true; // the gateway stops
    }
  }

  private void showNext() {
    MDC.put("channel", draft.channel());
    calling.acquireUninterruptibly();
    try {
      Optional<Duration> wait = show();
      synchronized (this) {
        next = null;
        over = over || wait.isEmpty();
        restedAt = System.nanoTime() + wait.orElse(Duration.ZERO).toNanos();
        if (shown == null || shown.markdown().length() < text.length()) {
          showWhenRested();
        }
      }
    } finally {
      calling.release();
      MDC.remove("channel");
    }
  }

  /** Returns how long to wait for the next draft; empty if there is to be none. */
  private Optional<Duration> show() {
    try {
      Optional<StreamingReplies> now = targets.apply(draft);
      if (now.isEmpty()) {
        return target.map(unused -> AWAY);
      }
      if (!now.equals(target) && !adopt(now)) {
        return Optional.empty();
      }
      if (store.waits(draft.lane())) {
        return Optional.of(BEHIND_OTHERS);
      }
      Optional<OutboundMessage> message = message();
      if (message.isPresent()) {
        shown(message.get(), target.get().show(message.get()));
      }
      return Optional.of(pause);
    } catch (ChannelException e) {
      log.warn(
          "The answer {} is not shown while it grows: {}",
          Printable.text(draft.id()),
          FailureText.of(e));
    } catch (StoreException e) {
      log.debug("The answer {} is not shown while it grows", draft.id(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("A fault of the host", e);
    }
    return Optional.empty();
  }

  /** A channel that was connected again may be another object, which goes on with the draft. */
  private boolean adopt(Optional<StreamingReplies> found) {
    Optional<Duration> wanted = found.flatMap(StreamingReplies::streamingPause);
    wanted.ifPresent(
        it -> {
          target = found;
          pause = it;
        });
    return wanted.isPresent();
  }

  private synchronized Optional<OutboundMessage> message() {
    return over
        ? Optional.empty()
        : Optional.of(draft.message(text.toString(), List.of(), Map.copyOf(hints)));
  }

  private synchronized void shown(OutboundMessage message, Map<String, String> added) {
    shown = message;
    hints.putAll(added);
  }
}
