package io.nanobot.host.store;

import io.nanobot.api.agent.Exchange;
import io.nanobot.host.config.HistoryConfig;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * What was said in conversations. All methods may be called from any thread; what they return
 * completes on a thread of the store, and exceptionally with a {@link StoreException} if the store
 * does not work. It is added to by {@link MessageStore#complete}.
 */
public interface Histories {
  /** More of one conversation are not kept for long. */
  int KEPT = HistoryConfig.MOST;

  /**
   * The latest of a conversation, the oldest of them first.
   *
   * @param lane where its messages wait for an agent
   * @param most how many at most
   */
  CompletableFuture<List<Exchange>> of(Lane lane, int most);

  /** Forgets what was said in a conversation. */
  CompletableFuture<Void> forget(Lane lane);
}
