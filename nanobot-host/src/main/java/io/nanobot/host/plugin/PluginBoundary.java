package io.nanobot.host.plugin;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one way into a plugin. Each call runs on a thread of the plugin's own, with its class loader
 * as context class loader and the caller's MDC, for a limited time; whatever it throws becomes a
 * {@link PluginFault}. Threads are the plugin's own so that a call which never returns costs the
 * host nothing but that thread.
 */
final class PluginBoundary implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PluginBoundary.class);
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final String plugin;
  private final ThreadPoolExecutor pool;

  /**
   * @param plugin how messages name the plugin
   * @param calls how many calls may run at once
   */
  PluginBoundary(String plugin, int calls, ThreadFactory threads) {
    this.plugin = plugin;
    this.pool =
        new ThreadPoolExecutor(
            0, calls, IDLE.toSeconds(), TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
  }

  String plugin() {
    return plugin;
  }

  /**
   * Calls the plugin. When the time is over or the caller is interrupted, the plugin's thread is.
   *
   * @param action what is called, as people read it, for example {@code connect()}
   */
  <T> T call(String action, Duration limit, Callable<T> body)
      throws PluginFault, InterruptedException {
    FutureTask<T> task = submit(action, body);
    try {
      return await(task, action, limit, limit.toNanos());
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    }
  }

  /** As {@link #call}, for what has to be done even by a thread that is itself being stopped. */
  <T> T callUninterruptibly(String action, Duration limit, Callable<T> body) throws PluginFault {
    FutureTask<T> task = submit(action, body);
    long end = System.nanoTime() + limit.toNanos();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return await(task, action, limit, end - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Runs a callback of the plugin on a thread of the plugin, without waiting for it.
   *
   * @throws RejectedExecutionException if the plugin is unloaded, or too many of its calls hang
   */
  void execute(Runnable callback) {
    pool.execute(callback);
  }

  /** Interrupts what still runs, and waits a moment for it to end. */
  @Override
  public void close() {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      if (!pool.awaitTermination(1, TimeUnit.SECONDS)) {
        LOG.warn("plugin {} still has {} calls that hang", plugin, pool.getActiveCount());
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> FutureTask<T> submit(String action, Callable<T> body) throws PluginFault {
    Map<String, String> mdc = MDC.getCopyOfContextMap();
    FutureTask<T> task = new FutureTask<>(() -> run(action, mdc, body));
    try {
      pool.execute(task);
      return task;
    } catch (RejectedExecutionException e) {
      throw notCalled(action);
    }
  }

  private PluginFault notCalled(String action) {
    String state =
        pool.isShutdown()
            ? "it was unloaded"
            : "%d of its calls are running or hang".formatted(pool.getMaximumPoolSize());
    String message = "Plugin %s was not asked for %s: %s".formatted(plugin, action, state);
    return new PluginFault(PluginFault.Kind.NOT_CALLED, message, "");
  }

  /**
   * On the plugin's thread. Describes what was thrown there, since describing runs its code too.
   */
  private <T> T run(String action, Map<String, String> mdc, Callable<T> body) throws PluginFault {
    if (mdc != null) {
      MDC.setContextMap(mdc);
    }
    try {
      return body.call();
    } catch (Throwable thrown) {
      LOG.debug("plugin {} failed in {}", plugin, action, thrown);
      throw PluginFault.threw(plugin, action, thrown);
    } finally {
      MDC.clear();
    }
  }

  private <T> T await(FutureTask<T> task, String action, Duration limit, long nanos)
      throws PluginFault, InterruptedException {
    try {
      return task.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (task.cancel(true)) {
        throw timedOut(action, limit);
      }
      return await(task, action, limit, Long.MAX_VALUE); // it ended just now
    } catch (ExecutionException e) {
      throw fault(e, action);
    }
  }

  private PluginFault timedOut(String action, Duration limit) {
    String message =
        "Plugin %s did not return from %s within %s and was interrupted"
            .formatted(plugin, action, readable(limit));
    return new PluginFault(PluginFault.Kind.TIMED_OUT, message, "");
  }

  private PluginFault fault(ExecutionException e, String action) {
    return e.getCause() instanceof PluginFault fault
        ? fault
        : new PluginFault( // describing the failure failed, for example for want of stack or heap
            PluginFault.Kind.THREW,
            "Plugin %s failed in %s".formatted(plugin, action),
            Thrown.REPORT_IT);
  }

  private static String readable(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
