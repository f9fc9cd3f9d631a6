package io.nanobot.agent.openai;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.HashSet;
import java.util.Set;

/** The threads that answer at the moment, so that the end of the agent ends them, too. */
final class OpenTurns {
  private static final long LONGEST_WAIT_SECONDS = 3;

  private final Set<Thread> inside = new HashSet<>();
  private boolean closed;

  synchronized void enter() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("the agent is closed");
    }
    inside.add(Thread.currentThread());
  }

  /** A thread that has left is never interrupted: it belongs to the host again. */
  synchronized void leave() {
    inside.remove(Thread.currentThread());
    notifyAll();
  }

  void close() {
    AgentThreads.waitFor("a turn", this::interruptAndWait);
  }

  private synchronized boolean interruptAndWait() throws InterruptedException {
    closed = true;
    inside.forEach(Thread::interrupt);
    long end = System.nanoTime() + SECONDS.toNanos(LONGEST_WAIT_SECONDS);
    while (!inside.isEmpty() && System.nanoTime() < end) {
      wait(100);
    }
    return inside.isEmpty();
  }
}
