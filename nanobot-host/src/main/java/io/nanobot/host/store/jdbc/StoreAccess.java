package io.nanobot.host.store.jdbc;

import java.util.concurrent.CompletableFuture;

/** How tables are reached: by a gateway, or by a command beside one. */
interface StoreAccess {
  /** Completes when the change is durable. */
  <T> CompletableFuture<T> change(Change<T> change);

  /** Answers in the order of the questions. */
  <T> CompletableFuture<T> ask(Readers.Query<T> query);
}
