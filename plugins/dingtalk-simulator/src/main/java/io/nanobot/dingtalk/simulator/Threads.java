package io.nanobot.dingtalk.simulator;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** All threads of one simulator: daemons with its name, gone when it is closed. */
final class Threads implements Executor, AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final ExecutorService workers = Executors.newCachedThreadPool(daemons("worker"));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemons("timer"));

  @Override
  public void execute(Runnable task) {
    workers.execute(task);
  }

  void after(Duration delay, Runnable task) {
    try {
      var unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // what would have happened later no longer matters
    }
  }

  void every(Duration period, Runnable task) {
    var unused =
        timer.scheduleAtFixedRate(
            task, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
    try {
      if (!timer.awaitTermination(5, TimeUnit.SECONDS)
          || !workers.awaitTermination(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a thread of the DingTalk simulator does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory daemons(String role) {
    return task -> {
      Thread thread =
          new Thread(task, "dingtalk-simulator-" + role + "-" + NUMBER.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
