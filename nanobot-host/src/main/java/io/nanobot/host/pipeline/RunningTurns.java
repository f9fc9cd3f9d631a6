package io.nanobot.host.pipeline;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The turns that agents of this gateway are at work on, one for each session at most. */
public final class RunningTurns {
  private final Map<String, Running> bySession = new ConcurrentHashMap<>();

  @Inject
  public RunningTurns() {
    // nothing runs at first
  }

  /** The calling thread is at work for a session from now on. */
  Running begin(String session) {
    Running running = new Running(session);
    bySession.put(session, running);
    return running;
  }

  /** Interrupts what runs for a session. Returns whether something did. */
  boolean stop(String session) {
    Running running = bySession.get(session);
    return running != null && running.stop();
  }

  /** For how long a session's turn has been running; empty if none is. */
  Optional<Duration> runningFor(String session) {
    return Optional.ofNullable(bySession.get(session)).map(Running::age);
  }

  int count() {
    return bySession.size();
  }

  /** One turn. */
  final class Running {
    private final String session;
    private final Thread thread = Thread.currentThread();
    private final long sinceNanos = System.nanoTime();
    private boolean stopped; // guarded by this
    private boolean ended; // guarded by this

    private Running(String session) {
      this.session = session;
    }

    /** Whether somebody has stopped it. */
    synchronized boolean isStopped() {
      return stopped;
    }

    /** Its thread is not interrupted any more, nor is it still. */
    void end() {
      bySession.remove(session, this);
      synchronized (this) {
        ended = true;
        if (stopped) {
          Thread.interrupted(); // it was meant for this turn, and not for the next
        }
      }
    }

    private synchronized boolean stop() {
      if (ended) {
        return false;
      }
      stopped = true;
      thread.interrupt();
      return true;
    }

    private Duration age() {
      return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }
  }
}
