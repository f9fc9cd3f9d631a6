package io.nanobot.host.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for what a store has promised. */
public final class Outcome {
  private Outcome() {}

  /**
   * What the store answers.
   *
   * @throws StoreException if the store does not work
   */
  public static <T> T of(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException failure
          ? failure
          : new StoreException("The message store failed", e.getCause());
    }
  }
}
