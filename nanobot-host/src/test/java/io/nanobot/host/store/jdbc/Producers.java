package io.nanobot.host.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Threads that hand something over and wait for it to be durable. */
final class Producers {
  private Producers() {}

  /** Each hands over the next as soon as its last one is durable. */
  static Latencies blocked(int producers, int count, IntFunction<CompletableFuture<?>> action)
      throws Exception {
    Latencies latencies = new Latencies(count);
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(producers);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < producers; i++) {
      running.add(
          threads.submit(
              () -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                  long started = System.nanoTime();
                  action.apply(n).join();
                  latencies.add(started);
                }
              }));
    }
    for (Future<?> producer : running) {
      producer.get();
    }
    threads.shutdown();
    return latencies;
  }

  /** One is handed over whenever its time has come, whether or not those before are durable. */
  static Latencies openLoop(int perSecond, int count, IntFunction<CompletableFuture<?>> action)
      throws InterruptedException {
    Latencies latencies = new Latencies(count);
    List<CompletableFuture<?>> durable = new ArrayList<>();
    long began = System.nanoTime();
    for (int n = 0; n < count; n++) {
      long due = began + n * TimeUnit.SECONDS.toNanos(1) / perSecond;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      long started = System.nanoTime();
      durable.add(action.apply(n).whenComplete((done, failure) -> latencies.add(started)));
    }
    durable.forEach(CompletableFuture::join);
    return latencies;
  }
}
