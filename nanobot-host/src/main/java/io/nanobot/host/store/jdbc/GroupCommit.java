package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoreStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that commits what many want: a flush of the disk costs the same for one change as for
 * hundreds. While the store does not work, changes that outlast that wait in their order, and the
 * others fail at once.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  private static final int LARGEST_BATCH = 256;
  private static final int RACES = 20;
  private static final int LONGEST_RACE_PAUSE_MILLIS = 20;

  /** How often a change may fail by itself, as if the database were down, while it is not. */
  private static final int SETBACKS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration END = Duration.ofSeconds(10);

  private final StoreContext context;
  private final Clock clock;
  private final BlockingDeque<Change<?>> waiting = new LinkedBlockingDeque<>();
  private final Thread thread = new Thread(this::run, "store-commit");
  private Session session;

  /** How many of those that wait are committed each by itself, to find the one that fails. */
  private int suspects;

  private final LongAdder committed = new LongAdder();
  private volatile StoreStatus status;
  private volatile boolean closing;
  private volatile Runnable interlude;

  /** Takes over the session; rests until it is started. */
  GroupCommit(Session session, StoreContext context, Clock clock) {
    this.session = session;
    this.context = context;
    this.clock = clock;
    enter(true, "");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  StoreStatus status() {
    return status;
  }

  /** How many changes were committed so far. */
  long committed() {
    return committed.sum();
  }

  int waiting() {
    return waiting.size();
  }

  <T> CompletableFuture<T> submit(Change<T> change) {
    if (!status.working() && !change.outlastsFaults()) {
      change.failed(new StoreException("The message store does not work: " + status.reason()));
    } else {
      waiting.add(change);
      if (closing && !thread.isAlive()) {
        failAll(); // it came too late for the thread
      }
    }
    return change.outcome();
  }

  /** Has something done while no transaction is open, soon. */
  void between(Runnable action) {
    interlude = action;
  }

  /** Commits what is waiting, and ends. */
  @Override
  public void close() {
    closing = true;
    waiting.add(new Heartbeat()); // wakes the thread
    try {
      thread.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failAll();
  }

  private void run() {
    try {
      while (!closing || !waiting.isEmpty()) {
        commitOrFail(next());
        runInterlude();
      }
    } catch (InterruptedException e) {
      log.debug("Told to stop");
    } finally {
      failAll();
      if (session != null) {
        session.close();
      }
    }
  }

  /** Whatever happens, this thread goes on: everybody waits for it. */
  private void commitOrFail(List<Change<?>> batch) throws InterruptedException {
    try {
      commit(batch);
    } catch (RuntimeException | Error e) {
      log.error("A fault of the host while the message store was changed", e);
      disconnect();
      batch.forEach(
          change -> change.failed(new StoreException("A fault of the host: " + e.getClass())));
    }
  }

  private List<Change<?>> next() throws InterruptedException {
    List<Change<?>> batch = new ArrayList<>(LARGEST_BATCH);
    batch.add(waiting.take());
    if (suspects > 0) {
      suspects--;
    } else {
      waiting.drainTo(batch, LARGEST_BATCH - 1);
    }
    return batch;
  }

  private void runInterlude() {
    Runnable action = interlude;
    if (action != null) {
      interlude = null;
      action.run();
    }
  }

  private void commit(List<Change<?>> batch) throws InterruptedException {
    for (int races = 0; ; races++) {
      try {
        attempt(batch);
        batch.forEach(Change::committed);
        return;
      } catch (SQLException e) {
        Dialect.Fault fault = context.dialect().classify(e);
        log.debug("A batch of {} changes failed: {}", batch.size(), fault, e);
        if (fault == Dialect.Fault.REFUSED) {
          refused(batch, e);
          return;
        }
        if (fault == Dialect.Fault.DOWN || races == RACES) {
          waitUntilItWorks(batch, e);
          return;
        }
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(LONGEST_RACE_PAUSE_MILLIS));
      } catch (RuntimeException e) {
        refused(batch, e);
        return;
      }
    }
  }

  private void attempt(List<Change<?>> batch) throws SQLException {
    if (session == null) {
      session = context.dialect().open();
    }
    UnitOfWork work = null;
    boolean done = false;
    try {
      work = new UnitOfWork(session, context);
      work.run(batch);
      session.commit();
      done = true;
    } finally {
      if (!done) {
        if (work != null) {
          work.abandoned();
        }
        undo();
      }
    }
    committed.add(batch.size());
    work.committed();
  }

  /** One that can not be done must not keep the others from being done. */
  private void refused(List<Change<?>> batch, Exception failure) throws InterruptedException {
    if (batch.size() > 1) {
      for (Change<?> change : batch) {
        commit(List.of(change));
      }
      return;
    }
    log.error(
        "The message store refused a change: {}",
        failure instanceof SQLException sql ? FaultText.of(sql) : failure.toString());
    batch.get(0).failed(new StoreException("The message store refused a change", failure));
  }

  private void waitUntilItWorks(List<Change<?>> batch, SQLException cause)
      throws InterruptedException {
    enter(false, FaultText.of(cause));
    log.error(
        "The message store does not work: {} Until it does, no message is acknowledged.",
        status.reason());
    disconnect();
    Deque<Change<?>> kept = new ArrayDeque<>();
    if (batch.size() == 1 && batch.get(0).setback() > SETBACKS) {
      log.error(
          "A change ({}) failed again and again while others did not; it is given up: {}",
          batch.get(0).getClass().getSimpleName(),
          status.reason());
      batch.get(0).failed(new StoreException("The message store can not do this", cause));
    } else {
      keepOrFail(batch, kept);
    }
    long since = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    do {
      // Even before the first look: a heartbeat may go through where the batch does not.
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
      List<Change<?>> arrived = new ArrayList<>();
      waiting.drainTo(arrived);
      keepOrFail(arrived, kept);
    } while (!closing && !works());
    for (Iterator<Change<?>> last = kept.descendingIterator(); last.hasNext(); ) {
      waiting.addFirst(last.next());
    }
    suspects = kept.size();
    if (status.working()) {
      log.info(
          "The message store works again after {} s",
          Duration.ofNanos(System.nanoTime() - since).toSeconds());
    } else {
      failAll();
    }
  }

  private boolean works() {
    try {
      attempt(List.of(new Heartbeat()));
      enter(true, "");
      return true;
    } catch (RuntimeException e) {
      log.error("A fault of the host while the message store was tried", e);
      disconnect();
      return false;
    } catch (SQLException e) {
      disconnect();
      if (!FaultText.of(e).equals(status.reason())) {
        enter(false, FaultText.of(e));
        log.error("The message store still does not work: {}", status.reason());
      }
      return false;
    }
  }

  private static void keepOrFail(List<Change<?>> changes, Deque<Change<?>> kept) {
    for (Change<?> change : changes) {
      if (change.outlastsFaults()) {
        kept.addLast(change);
      } else {
        change.failed(new StoreException("The message store does not work"));
      }
    }
  }

  private void failAll() {
    List<Change<?>> left = new ArrayList<>();
    waiting.drainTo(left);
    left.forEach(change -> change.failed(new StoreException("The message store is closed")));
  }

  private void undo() {
    try {
      session.rollback();
    } catch (SQLException e) {
      disconnect();
    }
  }

  /** What is remembered of the database may be wrong when the next connection is made. */
  private void disconnect() {
    if (session != null) {
      session.close();
      session = null;
    }
    context.lanes().forget();
  }

  private void enter(boolean working, String reason) {
    status = new StoreStatus(context.dialect().name(), working, reason, clock.instant());
  }
}
