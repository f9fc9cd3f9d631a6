package io.nanobot.channel.dingtalk;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Daemon threads that carry the plugin's class loader, and how they are ended. */
final class PluginThreads implements ThreadFactory {
  private static final Logger LOG = LoggerFactory.getLogger(PluginThreads.class);
  static final long LONGEST_WAIT_SECONDS = 3;

  private final String name;
  private final AtomicInteger started = new AtomicInteger();
  private final Set<Thread> made = ConcurrentHashMap.newKeySet();

  PluginThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    made.removeIf(it -> it.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(task, name + "-" + started.incrementAndGet());
    made.add(thread);
    thread.setDaemon(true);
    thread.setContextClassLoader(PluginThreads.class.getClassLoader());
    return thread;
  }

  /** Interrupts a thread and waits for its end, even if the caller is interrupted meanwhile. */
  static void end(Optional<Thread> thread) {
    thread.ifPresent(
        it -> {
          it.interrupt();
          join(it);
        });
  }

  static void join(Thread thread) {
    waitFor(
        thread.getName(),
        () -> {
          thread.join(SECONDS.toMillis(LONGEST_WAIT_SECONDS));
          return !thread.isAlive();
        });
  }

  /** Waits for an executor of these threads, which has terminated a moment before they have. */
  void await(ExecutorService executor) {
    waitFor("executor", () -> executor.awaitTermination(LONGEST_WAIT_SECONDS, SECONDS));
    made.forEach(PluginThreads::join);
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
