package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads for those who must not wait. One thread, so that answers come in the order of the
 * questions: messages of a conversation must not overtake each other.
 */
final class Inquiries implements AutoCloseable {
  /** More would wait longer than a platform waits. */
  private static final int MOST = 4_096;

  private static final long END_SECONDS = 10;

  private final Readers readers;
  private final ThreadPoolExecutor thread;

  Inquiries(Readers readers) {
    this.readers = readers;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST),
            work -> {
              Thread thread = new Thread(work, "store-inquiries");
              thread.setDaemon(true);
              return thread;
            });
    // Now, and not on the way of a plugin's call, whose class loaders it would remember.
    thread.prestartAllCoreThreads();
  }

  <T> CompletableFuture<T> ask(Readers.Query<T> query) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      thread.execute(() -> answer(query, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(
          new StoreException(
              thread.isShutdown()
                  ? "The message store is closed"
                  : "The message store is asked too much at once"));
    }
    return answer;
  }

  private <T> void answer(Readers.Query<T> query, CompletableFuture<T> answer) {
    T found;
    try {
      found = readers.read(query);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.completeExceptionally(new StoreException("The message store is closed", e));
      return;
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
      return;
    }
    answer.complete(found);
  }

  /** Answers what was asked, and ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
