package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreException;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * Something that is to become of the store. It is committed together with others; it may be applied
 * several times before that, each time to what the store holds then.
 */
abstract class Change<T> {
  private final CompletableFuture<T> outcome = new CompletableFuture<>();
  private T result;
  private int setbacks;

  /** Names what has to be read before it can be applied. */
  abstract void declare(UnitOfWork work);

  /** What becomes of it, if it is committed. */
  abstract T apply(UnitOfWork work) throws SQLException;

  /** What can be done only when all that the transaction changes has been written. */
  void finish(UnitOfWork work) throws SQLException {
    // most are done by then
  }

  /** Whether it is tried again when the store works again; if not, it has failed. */
  boolean outlastsFaults() {
    return true;
  }

  /** Completes when the change is durable. */
  final CompletableFuture<T> outcome() {
    return outcome;
  }

  /** Counts that it failed by itself, and tells how often it has. */
  final int setback() {
    return ++setbacks;
  }

  final void applyTo(UnitOfWork work) throws SQLException {
    result = apply(work);
  }

  final void committed() {
    outcome.complete(result);
  }

  final void failed(StoreException failure) {
    outcome.completeExceptionally(failure);
  }
}
