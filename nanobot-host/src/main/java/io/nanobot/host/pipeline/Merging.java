package io.nanobot.host.pipeline;

import io.nanobot.host.config.QueueConfig;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.Outcome;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.UnreadableMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes one turn of messages that somebody writes quickly one after the other. Which ones they are
 * is stored before the turn begins, so that a turn that has to be repeated is the same one.
 */
final class Merging {
  private final MessageStore store;
  private final Optional<Duration> within;

  Merging(MessageStore store, QueueConfig config) {
    this.store = store;
    this.within = config.mergeWithin();
  }

  /**
   * The message with those that are answered together with it. Waits for them, unless something
   * else has been written behind them.
   *
   * @throws StoreException if the store does not work
   */
  StoredMessage join(HeldLane lane, StoredMessage first) throws InterruptedException {
    if (first.last() > first.position()) {
      return joined(first, read(lane.lease()), first.last());
    }
    // What was tried before was alone, or is joined.
    if (within.isEmpty() || first.attempts() > 0 || !QuickMessages.mayBeMerged(first)) {
      return first;
    }
    try {
      return joined(lane, first, within.get());
    } catch (InterruptedException e) {
      if (!lane.isStopped()) {
        throw e;
      }
      // whoever stops a turn means all that was written before that
      return joined(lane, first, Duration.ZERO);
    }
  }

  private StoredMessage joined(HeldLane lane, StoredMessage first, Duration time)
      throws InterruptedException {
    List<StoredMessage> waiting = read(lane.lease());
    List<StoredMessage> run = QuickMessages.run(waiting);
    if (run.size() == waiting.size() && run.size() < QuickMessages.MOST) {
      Thread.sleep(time.toMillis());
      waiting = read(lane.lease());
      run = QuickMessages.run(waiting);
    }
    OptionalLong last = Outcome.of(store.join(lane.lease(), run.get(run.size() - 1).position()));
    return joined(first, waiting, last.orElseThrow(Merging::lost));
  }

  private List<StoredMessage> read(Lease lease) throws InterruptedException {
    List<StoredMessage> waiting = store.read(lease, QuickMessages.MOST);
    if (waiting.isEmpty()) {
      throw lost();
    }
    return waiting;
  }

  private static StoredMessage joined(StoredMessage first, List<StoredMessage> waiting, long last) {
    List<StoredMessage> run =
        waiting.stream().filter(message -> message.position() <= last).toList();
    if (run.get(run.size() - 1).position() != last) {
      throw new UnreadableMessage(
          last, new StoreException("One of several messages that belong together can not be read"));
    }
    Payload.Question question = QuickMessages.merged(run);
    return new StoredMessage(
        first.position(), last, first.attempts(), first.lastFailure(), question);
  }

  private static InterruptedException lost() {
    return new InterruptedException("the lease was lost");
  }
}
