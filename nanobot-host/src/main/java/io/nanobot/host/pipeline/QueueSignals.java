package io.nanobot.host.pipeline;

import io.nanobot.host.store.Queue;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Spares the workers of this process the wait until they look at the store again. */
public final class QueueSignals {
  private final Map<Queue, Runnable> listeners = new ConcurrentHashMap<>();

  @Inject
  public QueueSignals() {}

  /** Tells that a queue has something new; nothing happens if nobody listens here. */
  void ring(Queue queue) {
    Runnable listener = listeners.get(queue);
    if (listener != null) {
      listener.run();
    }
  }

  void listen(Queue queue, Runnable listener) {
    listeners.put(queue, listener);
  }

  void forget(Queue queue, Runnable listener) {
    listeners.remove(queue, listener);
  }
}
