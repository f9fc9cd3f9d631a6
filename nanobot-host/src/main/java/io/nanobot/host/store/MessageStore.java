package io.nanobot.host.store;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Lanes of messages. All methods may be called from any thread; what one of them has returned is
 * durable, as far as the engine promises that. Times are told as durations and measured by the
 * engine's own clock, because several gateways may share one store.
 */
public interface MessageStore extends AutoCloseable {
  /** What became of one message of a batch. */
  enum Appended {
    /** It is stored. */
    STORED,
    /** A message of the same account and ID was stored before. */
    DUPLICATE,
    /** The store is full; nothing was changed. */
    FULL
  }

  /** What became of a message that was worked off. */
  enum Completion {
    /** It is done and the lane has more. */
    DONE,
    /** It is done and the lane is empty; the lease has ended. */
    DRAINED,
    /** The lease had run out; nothing was changed. */
    FENCED
  }

  /** What became of a message that failed. */
  enum Failure {
    /** The lane waits, and then starts with this message again; the lease has ended. */
    RETRY,
    /** The message was given up and the lane goes on with the next; the lease has ended. */
    DEAD,
    /** The lease had run out; nothing was changed. */
    FENCED
  }

  /** Stores messages, all in one step; one result for each message, in the same order. */
  List<Appended> append(List<NewMessage> batch);

  /** Takes up to {@code max} lanes that wait, the longest waiting first. */
  List<Lease> claim(Queue queue, String owner, int max, Duration ttl);

  /** The next messages of a leased lane, in order; empty if there are none or the lease ran out. */
  List<StoredMessage> read(Lease lease, int max);

  /** Prolongs all leases of an owner; false if one of them had run out. */
  boolean renew(String owner, Duration ttl);

  /**
   * In one step: the message is done and its replies are stored. Replies are never {@code FULL}.
   */
  Completion complete(Lease lease, long position, List<NewMessage> replies);

  /** Lets the lane wait and ends the lease. */
  Failure retry(Lease lease, long position, Duration wait, String reason);

  /** Gives the message up for that reason, and ends the lease. */
  Failure abandon(Lease lease, long position, String reason);

  /** Ends leases; the lanes may be claimed at once. */
  void release(Collection<Lease> leases);

  /** Forgets the IDs of messages that are older; returns how many, at most {@code max}. */
  int purge(Duration age, int max);

  /** How many messages wait or are being worked on. */
  long pending(Queue queue);

  /** The same over all queues. */
  long pending();

  @Override
  void close();
}
