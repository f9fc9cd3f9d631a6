package io.nanobot.agent.openai;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Daemon threads that carry the plugin's class loader, and how they are ended. */
final class AgentThreads implements ThreadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(AgentThreads.class);

  /** The host gives an agent 10 s for all of its end. */
  private static final long LONGEST_WAIT_SECONDS = 3;

  private static final int IDLE_SECONDS = 10;

  private final String name;
  private final AtomicInteger started = new AtomicInteger();

  AgentThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name + "-" + started.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(AgentThreads.class.getClassLoader());
    return thread;
  }

  /** For the work of an HTTP client, which never blocks. What comes after its end is dropped. */
  ThreadPoolExecutor forHttp() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            2,
            2,
            IDLE_SECONDS,
            SECONDS,
            new LinkedBlockingQueue<>(),
            this,
            new ThreadPoolExecutor.DiscardPolicy());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** For calls that may hang. */
  ThreadPoolExecutor forCalls(int most) {
    return new ThreadPoolExecutor(0, most, IDLE_SECONDS, SECONDS, new SynchronousQueue<>(), this);
  }

  /** Interrupts what runs and waits for its end, even if the caller is interrupted meanwhile. */
  static void end(ExecutorService pool) {
    pool.shutdownNow();
    waitFor("a pool", () -> pool.awaitTermination(LONGEST_WAIT_SECONDS, SECONDS));
  }

  /** As {@link #end(ExecutorService)}. */
  static void end(Thread thread) {
    thread.interrupt();
    join(thread);
  }

  static void join(Thread thread) {
    waitFor(
        thread.getName(),
        () -> {
          thread.join(SECONDS.toMillis(LONGEST_WAIT_SECONDS));
          return !thread.isAlive();
        });
  }

  /** Waits although the caller is interrupted: half-closed is worse than late. */
  static void waitFor(String what, Wait wait) {
    boolean interrupted = Thread.interrupted();
    try {
      if (!wait.done()) {
        LOG.warn("{} did not end within {} s", what, LONGEST_WAIT_SECONDS);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Something that takes a while. */
  interface Wait {
    boolean done() throws InterruptedException;
  }
}
