package io.nanobot.host.pipeline;

import static io.nanobot.api.channel.ChannelException.Kind.RATE_LIMITED;

import io.nanobot.api.channel.Channel;
import io.nanobot.api.channel.ChannelException;
import io.nanobot.api.channel.Receipt;
import io.nanobot.host.security.Redactor;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoredMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Sends what waits for one channel. While that channel is not connected, everything waits. */
public final class Delivery implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  /**
   * Pauses that a platform may ask for beyond the attempts: it does so for some ten minutes at
   * most, and whatever it asks for longer an operator has to see.
   */
  private static final int MOST_PAUSES = 20;

  /** Conversations that one channel sends to at once. */
  private static final int CONVERSATIONS_AT_ONCE = 8;

  private final String name;
  private final int attempts;
  private final Backoff backoff;
  private final Supplier<Optional<Channel>> connected;
  private final LaneConsumer consumer;

  /**
   * Makes a delivery that rests until {@link #start()}.
   *
   * @param attempts how often a message is tried, the first time included
   * @param connected the channel while it is connected
   */
  public Delivery(
      String name,
      MessageStore store,
      int attempts,
      Backoff backoff,
      Redactor redactor,
      Supplier<Optional<Channel>> connected) {
    this.name = name;
    this.attempts = attempts;
    this.backoff = backoff;
    this.connected = connected;
    this.consumer =
        new LaneConsumer(
            "deliver-" + name,
            store,
            Queue.outbox(name),
            CONVERSATIONS_AT_ONCE,
            LaneConsumer.LEASE,
            () -> connected.get().isPresent(),
            redactor,
            this::deliver);
  }

  public void start() {
    consumer.start();
  }

  /** Tells that the channel has just been connected. */
  public void resume() {
    consumer.wake();
  }

  /** Works on until nothing waits or time is out, and then takes nothing more. */
  public void drain(Duration limit) throws InterruptedException {
    consumer.drain(limit);
  }

  @Override
  public void close() {
    consumer.close();
  }

  private Step deliver(StoredMessage stored) {
    Payload.Answer answer = (Payload.Answer) stored.payload();
    Optional<Channel> channel = connected.get();
    if (channel.isEmpty()) {
      return new Step.NotNow();
    }
    MDC.put("channel", name);
    stored
        .lastFailure()
        .ifPresent(failure -> log.info("Sending {} again: {}", answer.message().id(), failure));
    try {
      Receipt receipt = channel.get().send(answer.message());
      log.debug("Sent {}, receipt {}", answer.message().id(), receipt.messageIds());
      return Step.Done.sent(receipt.messageIds());
    } catch (InterruptedException e) {
      // Cut off: it may have arrived. Written down, so that whoever sends it again can say so.
      return new Step.Retry(Duration.ZERO, "UNCERTAIN: the gateway was stopped during this send");
    } catch (ChannelException e) {
      return failed(e, stored);
    } finally {
      MDC.remove("channel");
    }
  }

  private Step failed(ChannelException failure, StoredMessage stored) {
    int attempt = stored.attempts() + 1;
    return switch (failure.kind()) {
      case RATE_LIMITED -> again(failure, attempt, attempts + MOST_PAUSES);
      case UNAVAILABLE, UNCERTAIN ->
          again(failure, attempt, attempts + (hadToPause(stored) ? MOST_PAUSES : 0));
      case CONFIGURATION, AUTHENTICATION, PERMISSION, REJECTED -> {
        log.error(
            "Send to {} failed with a non-retryable {}: {}",
            name,
            failure.kind(),
            FailureText.of(failure));
        yield new Step.Abandon(reason(failure));
      }
    };
  }

  /** What came of a pause that the platform wanted is judged by itself. */
  private static boolean hadToPause(StoredMessage stored) {
    return stored.lastFailure().filter(it -> it.startsWith(RATE_LIMITED.name())).isPresent();
  }

  private Step again(ChannelException failure, int attempt, int most) {
    if (attempt >= most) {
      log.error(
          "Failed to send to {} after {} attempts: {}", name, attempt, FailureText.of(failure));
      return new Step.Abandon(reason(failure));
    }
    Duration pause = backoff.after(attempt, failure.retryAfter().orElse(Duration.ZERO));
    log.warn(
        "Send to {} failed (attempt {}/{}): {}, retrying in {}s: {}",
        name,
        attempt,
        most,
        failure.kind(),
        Math.max(1, Math.round(pause.toMillis() / 1000.0)),
        FailureText.of(failure));
    return new Step.Retry(pause, reason(failure));
  }

  private static String reason(ChannelException failure) {
    return failure.kind() + ": " + failure.getMessage();
  }
}
