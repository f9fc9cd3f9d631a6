package io.nanobot.host.pipeline;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off one queue: several lanes at once, one message at a time in each. Holds each lane by a
 * lease that a timer renews, never the worker, which may be slow.
 */
final class LaneConsumer implements AutoCloseable {
  /** Handles one message; interrupted when the consumer is closed. */
  @FunctionalInterface
  interface Handler {
    Step handle(StoredMessage message) throws InterruptedException;
  }

  private static final Logger log = LoggerFactory.getLogger(LaneConsumer.class);
  static final Duration LEASE = Duration.ofSeconds(30);

  /** How late a lane is noticed whose back-off has ended, or that another gateway left. */
  private static final Duration POLL = Duration.ofMillis(200);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  private static final int ATTEMPTS_IN_A_FAULT = 3;
  private static final Duration END = Duration.ofSeconds(5);
  private static final int READ_AHEAD = 16;

  private final String owner = UUID.randomUUID().toString();
  private final MessageStore store;
  private final Queue queue;
  private final QueueSignals signals;
  private final BooleanSupplier open;
  private final Handler handler;
  private final int parallelism;
  private final Duration lease;
  private final Semaphore idleWorkers;
  private final Semaphore wake = new Semaphore(0);
  private final ThreadPoolExecutor workers;
  private final Thread claimer;
  private final Thread renewer;
  private final Runnable listener = this::wake;
  private volatile boolean stopping;

  /**
   * Makes a consumer that rests until {@link #start()}.
   *
   * @param lease how long a lane stays with this consumer if it dies
   * @param open whether lanes may be taken now; see {@link #wake()}
   */
  LaneConsumer(
      String name,
      MessageStore store,
      Queue queue,
      QueueSignals signals,
      int parallelism,
      Duration lease,
      BooleanSupplier open,
      Handler handler) {
    this.store = store;
    this.queue = queue;
    this.signals = signals;
    this.parallelism = parallelism;
    this.lease = lease;
    this.open = open;
    this.handler = handler;
    this.idleWorkers = new Semaphore(parallelism);
    AtomicInteger number = new AtomicInteger();
    this.workers =
        (ThreadPoolExecutor)
            Executors.newFixedThreadPool(
                parallelism, task -> daemon(task, name + "-" + number.incrementAndGet()));
    this.claimer = daemon(this::claimUntilStopped, name + "-claim");
    this.renewer = daemon(this::renewUntilStopped, name + "-renew");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    // A thread keeps what was on the stack when it was made: make all of them here, not on the way
    // of a plugin's call.
    workers.prestartAllCoreThreads();
    signals.listen(queue, listener);
    claimer.start();
    renewer.start();
  }

  /** Looks at the queue now: it has something new, or lanes may be taken again. */
  void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  /** Works on until the queue is empty or time is out, and then takes nothing more. */
  void drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (store.pending(queue) > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    stopping = true;
    signals.forget(queue, listener);
    idleWorkers.tryAcquire(parallelism, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** Interrupts what is still at work, and waits for all threads. */
  @Override
  public void close() {
    stopping = true;
    signals.forget(queue, listener);
    renewer.interrupt();
    claimer.interrupt();
    try {
      claimer.join(END.toMillis());
      workers.shutdownNow();
      if (!workers.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A worker of queue {} did not end in time", queue.name());
      }
      renewer.join(END.toMillis());
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void claimUntilStopped() {
    while (!stopping) {
      try {
        if (!claimOrLog()) {
          wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean claimOrLog() throws InterruptedException {
    try {
      return claimOnce();
    } catch (RuntimeException e) {
      log.error("The message store failed; trying again", e);
      Thread.sleep(AFTER_A_FAULT.toMillis());
      return false;
    }
  }

  private boolean claimOnce() throws InterruptedException {
    if (!open.getAsBoolean()) {
      return false;
    }
    idleWorkers.acquire();
    int free = 1 + idleWorkers.drainPermits();
    List<Lease> leases = List.of();
    try {
      leases = stopping ? leases : store.claim(queue, owner, free, lease);
    } finally {
      idleWorkers.release(free - leases.size());
    }
    leases.forEach(lease -> workers.execute(() -> workOff(lease)));
    return !leases.isEmpty();
  }

  private void workOff(Lease lease) {
    boolean held = true;
    try {
      while (held && mayWork()) {
        held = workOffNext(lease);
      }
    } catch (InterruptedException e) {
      log.debug("Work on {} was interrupted", lease.lane());
    } catch (RuntimeException e) {
      log.error("The message store failed; {} is tried again", lease.lane(), e);
    } finally {
      leave(lease, held);
    }
  }

  private void leave(Lease lease, boolean held) {
    try {
      if (held) {
        store.release(List.of(lease));
      }
    } catch (RuntimeException e) {
      log.error("The message store failed; {} waits until its lease runs out", lease.lane(), e);
    } finally {
      idleWorkers.release();
      wake();
    }
  }

  /** Returns whether the lease is still held. */
  private boolean workOffNext(Lease lease) throws InterruptedException {
    List<StoredMessage> messages = store.read(lease, READ_AHEAD);
    for (StoredMessage message : messages) {
      if (!mayWork()) {
        return true;
      }
      if (!settle(lease, message, handle(message))) {
        return false;
      }
    }
    return !messages.isEmpty();
  }

  private boolean mayWork() {
    return !stopping && open.getAsBoolean();
  }

  private Step handle(StoredMessage message) throws InterruptedException {
    try {
      return handler.handle(message);
    } catch (RuntimeException | Error e) {
      boolean last = message.attempts() + 1 >= ATTEMPTS_IN_A_FAULT;
      log.error("A fault of the host; the message is {}", last ? "given up" : "tried again", e);
      return last ? new Step.Abandon(e.toString()) : new Step.Retry(AFTER_A_FAULT, e.toString());
    }
  }

  private boolean settle(Lease lease, StoredMessage message, Step step) {
    long position = message.position();
    if (step instanceof Step.Done done) {
      Completion completion = store.complete(lease, position, done.replies());
      done.replies().stream().map(reply -> reply.lane().queue()).distinct().forEach(signals::ring);
      return completion == Completion.DONE;
    }
    if (step instanceof Step.Retry retry) {
      store.retry(lease, position, retry.pause(), retry.reason());
    } else if (step instanceof Step.Abandon abandon) {
      store.abandon(lease, position, abandon.reason());
    } else {
      store.release(List.of(lease));
    }
    return false;
  }

  private void renewUntilStopped() {
    while (!stopping) {
      try {
        Thread.sleep(lease.toMillis() / 3);
        if (!store.renew(owner, lease)) {
          log.warn("Lost the lease of a conversation; another worker may have taken it");
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("The message store failed; trying again", e);
      }
    }
  }
}
