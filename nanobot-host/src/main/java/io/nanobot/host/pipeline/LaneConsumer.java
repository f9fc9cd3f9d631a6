package io.nanobot.host.pipeline;

import io.nanobot.host.security.Redactor;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.MessageStore.Completion;
import io.nanobot.host.store.Outcome;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.Taker;
import io.nanobot.host.store.UnreadableMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off one queue: several lanes at once, one message at a time in each. What comes in while a
 * worker is free is handed over by the store; the rest is claimed.
 */
final class LaneConsumer implements Taker, AutoCloseable {
  /** Handles one message; interrupted when the consumer is closed or the lane is lost. */
  @FunctionalInterface
  interface Handler {
    Step handle(StoredMessage message) throws InterruptedException;

    /** The first message of a lane with those behind it that are handled together with it. */
    default StoredMessage join(HeldLane lane, StoredMessage first) throws InterruptedException {
      return first;
    }

    /**
     * Nobody wants what is being handled in a lane any more.
     *
     * @return whether it was interrupted; if not, it is right after this
     */
    default boolean stop(Lane lane) {
      return false; // most need not know why
    }
  }

  private static final Logger log = LoggerFactory.getLogger(LaneConsumer.class);

  /** How long the lanes of a gateway that died stay untouched. */
  static final Duration LEASE = Duration.ofSeconds(10);

  /** How late a lane is noticed whose back-off has ended, or that another gateway left. */
  private static final Duration POLL = Duration.ofMillis(200);

  /** How long a claim waits for more free workers, so that it is worth its while. */
  private static final Duration GATHER = Duration.ofMillis(10);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
  private static final int ATTEMPTS_IN_A_FAULT = 3;
  private static final Duration END = Duration.ofSeconds(5);
  private static final int READ_AHEAD = 16;

  /** What becomes of a message whose outcome nobody wants any more. */
  private static final Step NOTHING = Step.Done.nothing();

  private final MessageStore store;
  private final Queue queue;
  private final BooleanSupplier open;
  private final Redactor redactor;
  private final Handler handler;
  private final int parallelism;
  private final HeldLanes held;
  private final Semaphore idleWorkers;
  private final Semaphore wake = new Semaphore(0);
  private final ThreadPoolExecutor workers;
  private final Thread claimer;
  private volatile boolean moreMayWait = true;
  private volatile boolean stopping;

  /**
   * Makes a consumer that rests until {@link #start()}.
   *
   * @param lease how long a lane stays with this consumer if it dies
   * @param open whether lanes may be taken now; see {@link #wake()}
   * @param redactor for the reasons that are stored: they are shown as long as they are kept
   */
  LaneConsumer(
      String name,
      MessageStore store,
      Queue queue,
      int parallelism,
      Duration lease,
      BooleanSupplier open,
      Redactor redactor,
      Handler handler) {
    this.store = store;
    this.queue = queue;
    this.parallelism = parallelism;
    this.open = open;
    this.redactor = redactor;
    this.handler = handler;
    this.held = new HeldLanes(name + "-renew", store, lease);
    this.idleWorkers = new Semaphore(parallelism);
    this.workers =
        (ThreadPoolExecutor) Executors.newFixedThreadPool(parallelism, new DaemonThreads(name));
    this.claimer = new Thread(this::claimUntilStopped, name + "-claim");
    claimer.setDaemon(true);
  }

  void start() {
    // A thread keeps what was on the stack when it was made: make all of them here, not on the way
    // of a plugin's call.
    workers.prestartAllCoreThreads();
    store.offerTo(queue, this);
    claimer.start();
    held.start();
  }

  /** Looks at the queue now: lanes may be taken again. */
  void wake() {
    moreMayWait = true;
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  /**
   * Works on until the queue is empty or most of the time is out; then takes nothing more, and lets
   * what is in hand come to its end.
   */
  void drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long lastCall = deadline - limit.toNanos() / 3;
    while (store.pending(queue) > 0 && System.nanoTime() < lastCall) {
      Thread.sleep(10);
    }
    finish(Duration.ofNanos(deadline - System.nanoTime()));
  }

  /** Takes nothing more, and lets what is in hand come to its end. */
  void finish(Duration limit) throws InterruptedException {
    stop();
    idleWorkers.tryAcquire(parallelism, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Interrupts what is still at work, and waits for all threads. */
  @Override
  public void close() {
    stop();
    claimer.interrupt();
    try {
      claimer.join(END.toMillis());
      workers.shutdownNow().forEach(Runnable::run); // they only leave their lanes
      if (!workers.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A worker of queue {} did not end in time", queue.name());
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    held.close();
  }

  private void stop() {
    stopping = true;
    store.noLongerOfferTo(queue, this);
  }

  @Override
  public Duration lease() {
    return held.duration();
  }

  @Override
  public boolean reserve() {
    boolean reserved = !stopping && open.getAsBoolean() && idleWorkers.tryAcquire();
    if (!reserved) {
      moreMayWait = true;
    }
    return reserved;
  }

  @Override
  public void cancel() {
    idleWorkers.release();
  }

  @Override
  public void take(Lease lease, StoredMessage first) {
    work(lease, Optional.of(first));
  }

  @Override
  public void stop(long laneId, long position) {
    held.stop(laneId, position, handler::stop);
  }

  private void work(Lease lease, Optional<StoredMessage> first) {
    Optional<HeldLane> lane = held.add(lease);
    if (lane.isEmpty()) {
      idleWorkers.release(); // its worker goes on with the new lease
      return;
    }
    try {
      workers.execute(() -> workOff(lane.get(), first));
    } catch (RejectedExecutionException e) {
      leave(lane.get(), true);
    }
  }

  private void claimUntilStopped() {
    while (!stopping) {
      try {
        if (!claimSafely()) {
          wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean claimSafely() throws InterruptedException {
    try {
      return claim();
    } catch (StoreException e) {
      log.debug("Nothing was claimed", e); // the store tells by itself that it does not work
      Thread.sleep(AFTER_A_FAULT.toMillis());
      return false;
    } catch (RuntimeException e) {
      log.error("A fault of the host; trying again", e);
      Thread.sleep(AFTER_A_FAULT.toMillis());
      return false;
    }
  }

  /** Returns whether more may wait. */
  private boolean claim() throws InterruptedException {
    if (!open.getAsBoolean()) {
      return false;
    }
    int free = idleWorkers();
    moreMayWait = false;
    List<Lease> leases = List.of();
    try {
      leases = stopping ? leases : store.claim(queue, free, held.duration());
    } finally {
      idleWorkers.release(free - leases.size());
    }
    leases.forEach(lease -> work(lease, Optional.empty()));
    return leases.size() == free || moreMayWait;
  }

  /** Takes all that are free, as soon as there are some. */
  private int idleWorkers() throws InterruptedException {
    int some = Math.max(1, parallelism / 4);
    if (idleWorkers.tryAcquire(some, GATHER.toMillis(), TimeUnit.MILLISECONDS)) {
      return some + idleWorkers.drainPermits();
    }
    idleWorkers.acquire();
    return 1 + idleWorkers.drainPermits();
  }

  private void workOff(HeldLane lane, Optional<StoredMessage> first) {
    Deque<StoredMessage> ahead = new ArrayDeque<>(first.stream().toList());
    boolean leased = true;
    try {
      while (leased && mayWork(lane)) {
        if (ahead.isEmpty()) {
          ahead.addAll(store.read(lane.lease(), READ_AHEAD));
        }
        StoredMessage message = ahead.poll();
        if (message == null) {
          return;
        }
        Handled handled = handle(lane, message);
        ahead.removeIf(later -> later.position() <= handled.message().last());
        leased = settleOrGiveUp(lane, handled.message(), handled.step());
      }
    } catch (UnreadableMessage e) {
      log.error("A message of {} is given up: {}", lane.lease().lane(), e.getMessage());
      leased = false;
      var unused = store.abandon(lane.lease(), e.position(), redactor.mask(e.getMessage()));
    } catch (InterruptedException e) {
      log.debug("Work on {} was interrupted", lane.lease().lane());
    } catch (StoreException e) {
      log.debug("Work on {} ended", lane.lease().lane(), e);
    } finally {
      leave(lane, leased);
    }
  }

  /** What was not settled is left to whoever comes next. */
  private void leave(HeldLane lane, boolean leased) {
    held.remove(lane);
    if (leased) {
      var unused = store.release(lane.lease());
    }
    idleWorkers.release();
    if (moreMayWait) {
      wake();
    }
  }

  private boolean mayWork(HeldLane lane) {
    return !stopping && open.getAsBoolean() && held.isHeld(lane);
  }

  /** What was handled as one, and what is to become of it. */
  private record Handled(StoredMessage message, Step step) {}

  private Handled handle(HeldLane lane, StoredMessage first) throws InterruptedException {
    lane.beginHandling(first.position());
    StoredMessage message = first;
    try {
      message = handler.join(lane, first);
      Step step = lane.isStopped() ? NOTHING : step(message);
      boolean leftToTheStore = step instanceof Step.Done; // it keeps nothing of what is unwanted
      return new Handled(message, leftToTheStore || !lane.isStopped() ? step : NOTHING);
    } catch (InterruptedException e) {
      if (!lane.isStopped()) {
        throw e;
      }
      return new Handled(message, NOTHING);
    } finally {
      lane.endHandling();
    }
  }

  private Step step(StoredMessage message) throws InterruptedException {
    try {
      return handler.handle(message);
    } catch (RuntimeException | Error e) {
      Step step = fault(message, e.toString());
      boolean last = step instanceof Step.Abandon;
      log.error("A fault of the host; the message is {}", last ? "given up" : "tried again", e);
      return step;
    }
  }

  /**
   * What the store refuses to write down would be done again and again. Returns whether the lane is
   * still leased.
   */
  private boolean settleOrGiveUp(HeldLane lane, StoredMessage message, Step step)
      throws InterruptedException {
    try {
      return settle(lane, message, step);
    } catch (StoreException e) {
      if (!store.status().working() || stopping) {
        throw e;
      }
      log.error("What became of a message of {} can not be stored", lane.lease().lane(), e);
      return settle(lane, message, fault(message, "its outcome can not be stored"));
    }
  }

  private static Step fault(StoredMessage message, String reason) {
    return message.attempts() + 1 >= ATTEMPTS_IN_A_FAULT
        ? new Step.Abandon(reason)
        : new Step.Retry(AFTER_A_FAULT, reason);
  }

  /** Returns whether the lane is still leased. */
  private boolean settle(HeldLane lane, StoredMessage message, Step step)
      throws InterruptedException {
    Lease lease = lane.lease();
    long position = message.last();
    if (step instanceof Step.Done done) {
      Completion completion =
          Outcome.of(store.complete(lease, position, done.replies(), done.receipt(), done.said()));
      if (completion == Completion.UNWANTED) {
        done.withdrawal().run();
      }
      return completion == Completion.DONE || completion == Completion.UNWANTED;
    }
    if (step instanceof Step.Retry retry) {
      Outcome.of(store.retry(lease, position, retry.pause(), redactor.mask(retry.reason())));
    } else if (step instanceof Step.Abandon abandon) {
      Outcome.of(store.abandon(lease, position, redactor.mask(abandon.reason())));
    } else {
      Outcome.of(store.release(lease));
    }
    return false;
  }
}
