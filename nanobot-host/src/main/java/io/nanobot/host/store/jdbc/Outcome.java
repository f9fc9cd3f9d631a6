package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for what a change has led to. */
final class Outcome {
  private Outcome() {}

  static <T> T of(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException failure
          ? failure
          : new StoreException("The message store failed", e.getCause());
    }
  }
}
