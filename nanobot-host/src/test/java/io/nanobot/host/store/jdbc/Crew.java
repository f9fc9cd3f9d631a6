package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.Taker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Works off a queue as the gateway does, without what the gateway does for when something fails:
 * one worker for each lane, which waits for each completion.
 */
final class Crew implements Taker, AutoCloseable {
  /** What comes of a message. */
  @FunctionalInterface
  interface Work {
    Result on(Lease lease, StoredMessage message);
  }

  /** What it is completed with, and what is done after that. */
  record Result(List<NewMessage> replies, List<String> receipt, Runnable afterwards) {}

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int READ_AHEAD = 16;
  private static final int AT_ONCE = 16;

  private final MessageStore store;
  private final Queue queue;
  private final Work work;
  private final Semaphore idle;
  private final ExecutorService workers;
  private final Thread claimer;

  Crew(MessageStore store, Queue queue, int size, Work work) {
    this.store = store;
    this.queue = queue;
    this.work = work;
    this.idle = new Semaphore(size);
    this.workers = Executors.newFixedThreadPool(size);
    this.claimer = new Thread(this::claim, "claims " + queue.name());
  }

  void start() {
    store.offerTo(queue, this);
    claimer.start();
  }

  @Override
  public void close() {
    store.noLongerOfferTo(queue, this);
    claimer.interrupt();
    workers.shutdownNow();
  }

  @Override
  public Duration lease() {
    return LEASE;
  }

  @Override
  public boolean reserve() {
    return idle.tryAcquire();
  }

  @Override
  public void cancel() {
    idle.release();
  }

  @Override
  public void stop(long laneId, long position) {
    // nothing is stopped here
  }

  @Override
  public void take(Lease lease, StoredMessage first) {
    workers.execute(() -> workOff(lease, new ArrayDeque<>(List.of(first))));
  }

  private void claim() {
    try {
      while (!Thread.interrupted()) {
        idle.acquire(AT_ONCE);
        int places = AT_ONCE + idle.drainPermits();
        List<Lease> leases = store.claim(queue, places, LEASE);
        idle.release(places - leases.size());
        for (Lease lease : leases) {
          workers.execute(() -> workOff(lease, new ArrayDeque<>()));
        }
        if (leases.size() < places) {
          Thread.sleep(5);
        }
      }
    } catch (InterruptedException e) {
      // the end
    }
  }

  private void workOff(Lease lease, Deque<StoredMessage> ahead) {
    try {
      Completion completion = Completion.DONE;
      while (completion == Completion.DONE) {
        if (ahead.isEmpty()) {
          ahead.addAll(store.read(lease, READ_AHEAD));
        }
        StoredMessage message = ahead.remove();
        Result result = work.on(lease, message);
        completion =
            store
                .complete(
                    lease, message.position(), result.replies(), result.receipt(), Optional.empty())
                .join();
        result.afterwards().run();
      }
    } catch (InterruptedException e) {
      // the end
    } finally {
      idle.release();
    }
  }
}
