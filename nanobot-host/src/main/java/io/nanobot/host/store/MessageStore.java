package io.nanobot.host.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Lanes of messages. All methods may be called from any thread. What returns a future is committed
 * together with what others want at the same time; the future completes when that is durable, on a
 * thread of the store which must not be blocked, and exceptionally with a {@link StoreException} if
 * it is not. Times are told as durations and measured by the engine's own clock, because several
 * gateways may share one store.
 */
public interface MessageStore extends AutoCloseable {
  /**
   * How old is old enough.
   *
   * @param done of messages that are done, with their IDs and receipts
   * @param deadLetters of messages that were given up
   * @param said of what was said in conversations
   */
  record Ages(Duration done, Duration deadLetters, Duration said) {}

  /** What became of a message that was to be stored. */
  enum Appended {
    /** It is stored. */
    STORED,
    /** A message of the same account and ID was stored before. */
    DUPLICATE,
    /** As much waits as may wait; nothing was changed. */
    FULL,
    /** As much of its lane waits as may wait; nothing was changed. */
    LANE_FULL
  }

  /** What became of a message that was worked off. */
  enum Completion {
    /** It is done and the lane has more. */
    DONE,
    /** It is done and the lane is empty; the lease has ended. */
    DRAINED,
    /**
     * It is done and has left nothing behind, because somebody has stopped it. The lease has ended
     * if the lane is empty.
     */
    UNWANTED,
    /** The lease was lost; nothing was changed. */
    FENCED
  }

  /** What became of a message that failed. */
  enum Failure {
    /** The lane waits, and then starts with this message again; the lease has ended. */
    RETRY,
    /** The message is a dead letter and the lane goes on with the next; the lease has ended. */
    DEAD,
    /** The lease was lost; nothing was changed. */
    FENCED
  }

  /**
   * Stores a message. Unlike the other changes it is not tried again when the store does not work:
   * whoever sent it is not told that it arrived, and sends it again.
   */
  default CompletableFuture<Appended> append(NewMessage message) {
    return append(message, Integer.MAX_VALUE);
  }

  /**
   * The same, unless much of its lane waits already.
   *
   * @param most how much of its lane may wait or be worked on, this message included
   */
  CompletableFuture<Appended> append(NewMessage message, int most);

  /**
   * In one step: what is being done about the first message of a lane, through whichever gateway,
   * will leave nothing behind, and whoever asked for that is told so. The gateway that is at work
   * hears of it by {@link Taker#stop}; what would be tried again is not. Like a message that is
   * appended, this is done once.
   *
   * @param stopped what is stored if somebody is at work on the lane, or would be again
   * @param nothing what is stored instead if nobody is; of the same account and ID
   */
  CompletableFuture<Appended> stop(Lane lane, NewMessage stopped, NewMessage nothing);

  /** From now on the taker is offered what comes into the queue; there is one per queue. */
  void offerTo(Queue queue, Taker taker);

  /** Ends that. */
  void noLongerOfferTo(Queue queue, Taker taker);

  /**
   * Takes up to {@code max} lanes that wait, the longest waiting first.
   *
   * @throws StoreException if the store does not work
   */
  List<Lease> claim(Queue queue, int max, Duration lease) throws InterruptedException;

  /**
   * The next messages of a leased lane, in order; empty if there are none or the lease was lost.
   *
   * @throws StoreException if the store does not work
   * @throws UnreadableMessage if the first one can not be read
   */
  List<StoredMessage> read(Lease lease, int max) throws InterruptedException;

  /**
   * Makes one of the first messages of a leased lane: whoever works on the lane from now on handles
   * them together, and they are done together. What was made one before stays as it is, and what
   * came after a stop is not made one with what was stopped.
   *
   * @param last the place of the last one
   * @return the place of the last one as it is now; empty if the lease was lost
   */
  CompletableFuture<OptionalLong> join(Lease lease, long last);

  /** Prolongs leases; those that were lost are not among the new ones. */
  CompletableFuture<List<Lease>> renew(Collection<Lease> leases, Duration lease);

  /**
   * In one step: the message is done, with those that were joined to it, and its replies are
   * stored. Replies are never {@code FULL}.
   *
   * @param position the message's place, or that of the last one that was joined to it
   * @param receipt the platform's IDs of what was sent, if it was something to send
   * @param said what later turns of the conversation are told of it
   */
  CompletableFuture<Completion> complete(
      Lease lease,
      long position,
      List<NewMessage> replies,
      List<String> receipt,
      Optional<Said> said);

  /** Lets the lane wait and ends the lease. */
  CompletableFuture<Failure> retry(Lease lease, long position, Duration wait, String reason);

  /** Makes the message a dead letter for that reason, and ends the lease. */
  CompletableFuture<Failure> abandon(Lease lease, long position, String reason);

  /** Ends a lease; the lane may be claimed at once. */
  CompletableFuture<Void> release(Lease lease);

  /** Forgets a bounded number of what is old enough; returns whether there may be more. */
  boolean purge(Ages ages) throws InterruptedException;

  /**
   * How many messages wait or are being worked on. What other gateways do is noticed within some
   * seconds.
   */
  long pending(Queue queue);

  /**
   * Whether something of a lane waits or is being worked on, by any gateway.
   *
   * @throws StoreException if the store does not work
   */
  boolean waits(Lane lane) throws InterruptedException;

  /**
   * Whether other gateways may be at work on the same store, and go on with what this one leaves.
   */
  boolean isShared();

  /** The same over all queues. */
  long pending();

  StoreStatus status();

  @Override
  void close();
}
