package io.nanobot.host.plugin;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs callbacks of one channel one after the other on a thread of its plugin. A batch of stored
 * messages costs the host's storing thread one hand-over, and a callback that blocks delays nobody
 * but its own channel.
 */
final class PluginCallbacks {
  private static final Logger LOG = LoggerFactory.getLogger(PluginCallbacks.class);

  private final PluginBoundary boundary;
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  PluginCallbacks(PluginBoundary boundary) {
    this.boundary = boundary;
  }

  /** Never blocks and never throws. A plugin that is unloaded or hangs is not called back. */
  void execute(Runnable callback) {
    queue.add(callback);
    if (waiting.getAndIncrement() == 0) {
      try {
        boundary.execute(() -> drain(PluginCallbacks::run));
      } catch (RejectedExecutionException e) {
        LOG.debug("plugin {} is not called back", boundary.plugin());
        drain(dropped -> {});
      }
    }
  }

  private void drain(Consumer<Runnable> use) {
    do {
      use.accept(queue.remove());
    } while (waiting.decrementAndGet() > 0);
  }

  private static void run(Runnable callback) {
    try {
      callback.run();
    } catch (Throwable thrown) {
      LOG.debug("a callback of a plugin failed", thrown);
    }
  }
}
