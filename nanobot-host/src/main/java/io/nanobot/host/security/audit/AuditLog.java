package io.nanobot.host.security.audit;

import io.nanobot.host.security.audit.AuditEvent.EventsLost;
import io.nanobot.host.workspace.Workspace;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was decided and changed to {@code audit/audit.jsonl} in the workspace, one JSON
 * object a line. Any thread may record; one of its own writes, so that nobody waits for the disk.
 * When the disk fails, events wait in bounds and it is tried again; those beyond are counted, and
 * the number is written.
 */
public final class AuditLog implements Audit, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  private static final long LARGEST_FILE = 10L << 20;
  private static final int FILES = 10;
  private static final int WAITING = 10_000;
  private static final int BATCH = 1_000;
  private static final int REMEMBERED = 10_000;

  /** How often somebody looks whether a minute is over, or the disk works again. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A disk that does not answer must not keep the gateway from ending. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final AuditFile file;
  private final Clock clock;
  private final int capacity;
  private final Duration pause;
  private final Thread writer;

  private final Queue<Stamped> waiting = new ArrayDeque<>(); // guarded by this
  private long lost; // guarded by this
  private boolean closed; // guarded by this

  // The writer's own.
  private final Queue<String> unwritten = new ArrayDeque<>();
  private final Repetitions repetitions = new Repetitions(REMEMBERED, this::encode);
  private boolean failing;

  /** Starts with the first event. */
  @Inject
  public AuditLog(Workspace workspace, Clock clock) {
    this(new AuditFile(workspace.audit(), LARGEST_FILE, FILES), clock, WAITING, PAUSE);
  }

  AuditLog(AuditFile file, Clock clock, int capacity, Duration pause) {
    this.file = file;
    this.clock = clock;
    this.capacity = capacity;
    this.pause = pause;
    this.writer = new Thread(this::write, "audit");
    writer.setDaemon(true);
  }

  /** Has an event written soon. Neither blocks nor fails. */
  @Override
  public synchronized void record(AuditEvent event) {
    if (closed) {
      log.warn("Too late for the audit log: {}", event.event());
    } else if (waiting.size() >= capacity) {
      lost++;
    } else {
      waiting.add(new Stamped(clock.instant(), event));
      if (writer.getState() == Thread.State.NEW) {
        writer.start();
      }
      notifyAll();
    }
  }

  /** Writes what still waits. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      writer.join(LAST_WORDS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (writer.isAlive()) {
      log.error("The audit log {} can not be completed: its disk does not answer", file.path());
    }
  }

  private void write() {
    boolean last;
    do {
      last = awaitWork();
      take().forEach(this::count);
      repetitions.pass(clock.instant());
      if (last) {
        repetitions.end();
      }
      append();
    } while (!last || hasMore());
    if (!unwritten.isEmpty()) {
      log.error("{} event(s) are missing in the audit log {}", missing(), file.path());
    }
  }

  /**
   * Waits until there is something to write, or for a pause.
   *
   * @return whether the log is closed
   */
  private synchronized boolean awaitWork() {
    long deadline = System.nanoTime() + pause.toNanos();
    long left = pause.toNanos();
    // While the disk fails it is not tried more often because more happens.
    while (!closed && left > 0 && (waiting.isEmpty() || !unwritten.isEmpty())) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        // Nobody does that; and an interrupted thread can not write to a file.
        log.debug("interrupted", e);
      }
      left = deadline - System.nanoTime();
    }
    return closed;
  }

  private synchronized List<Stamped> take() {
    List<Stamped> taken = new ArrayList<>();
    while (!waiting.isEmpty() && unwritten.size() + taken.size() < BATCH) {
      taken.add(waiting.remove());
    }
    // What is missing was to come after all that waits.
    if (lost > 0 && waiting.isEmpty()) {
      taken.add(new Stamped(clock.instant(), new EventsLost(lost)));
      lost = 0;
    }
    return taken;
  }

  private void count(Stamped stamped) {
    try {
      repetitions.accept(stamped);
    } catch (RuntimeException e) {
      log.error("A fault of the host: {} is missing in the audit log", stamped.event().event(), e);
    }
  }

  private void encode(Stamped stamped) {
    unwritten.add(stamped.line());
  }

  private void append() {
    if (unwritten.isEmpty()) {
      return;
    }
    try {
      file.append(unwritten);
      if (failing) {
        log.info("The audit log {} is written again", file.path());
      }
      failing = false;
    } catch (IOException | RuntimeException e) {
      if (!failing) {
        log.error(
            "The audit log {} can not be written ({}). Events wait, and it is tried again. Free some space on its disk, or let the user of the gateway write there.",
            file.path(),
            e.toString());
      }
      failing = true;
    }
  }

  private synchronized boolean hasMore() {
    return !failing && (!waiting.isEmpty() || lost > 0);
  }

  private synchronized long missing() {
    return unwritten.size() + waiting.size() + lost;
  }
}
