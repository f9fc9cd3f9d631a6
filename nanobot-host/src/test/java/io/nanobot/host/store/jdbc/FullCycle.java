package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoredMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** From the question that comes in to the receipt for its answer. */
final class FullCycle implements AutoCloseable {
  private final Map<Long, Long> lastPositions = new ConcurrentHashMap<>();
  private final AtomicLong violations = new AtomicLong();
  private final CompletableFuture<Void> firstDispatch = new CompletableFuture<>();
  private final Crew agents;
  private final Crew senders;
  private final Map<String, Long> started = new ConcurrentHashMap<>();
  private final Latencies latencies;
  private final Semaphore finished = new Semaphore(0);

  FullCycle(MessageStore store, int workers, int expected) {
    latencies = new Latencies(expected);
    agents = new Crew(store, Queue.INBOX, workers, this::answer);
    senders = new Crew(store, Samples.OUTBOX, workers, this::send);
  }

  void start() {
    agents.start();
    senders.start();
  }

  @Override
  public void close() {
    agents.close();
    senders.close();
  }

  /** Hands over questions, with no more than so many on their way at once. */
  static FullCycle run(MessageStore store, int inFlight, int count) throws InterruptedException {
    FullCycle cycle = new FullCycle(store, inFlight, count);
    try (cycle) {
      cycle.start();
      cycle.finished.release(inFlight);
      for (int n = 0; n < count; n++) {
        NewMessage question = Samples.question(n);
        cycle.awaitFinished(1);
        cycle.started.put("answer-to-" + question.id(), System.nanoTime());
        var unused = store.append(question).whenComplete(FullCycle::requireStored);
      }
      cycle.awaitFinished(inFlight);
    }
    return cycle;
  }

  private static void requireStored(MessageStore.Appended appended, Throwable failure) {
    if (appended != MessageStore.Appended.STORED) {
      System.err.println("A question was not stored: " + appended + ", " + failure);
      System.exit(1);
    }
  }

  void awaitFinished(int count) throws InterruptedException {
    finished.acquire(count);
  }

  /** Completes when the first message has come out of the store. */
  CompletableFuture<Void> firstDispatch() {
    return firstDispatch;
  }

  Latencies.Summary latencies() {
    return latencies.summary();
  }

  long violations() {
    return violations.get();
  }

  private Crew.Result answer(Lease lease, StoredMessage message) {
    check(lease, message);
    String id = ((Payload.Question) message.payload()).message().id();
    return new Crew.Result(
        List.of(Samples.answer(lease.lane().conversation(), id)), List.of(), () -> {});
  }

  private Crew.Result send(Lease lease, StoredMessage message) {
    check(lease, message);
    String id = ((Payload.Answer) message.payload()).message().id();
    return new Crew.Result(List.of(), List.of("receipt-" + id), () -> end(id));
  }

  private void end(String id) {
    Long began = started.remove(id);
    if (began != null) {
      latencies.add(began);
    }
    finished.release();
  }

  private void check(Lease lease, StoredMessage message) {
    firstDispatch.complete(null);
    Long before = lastPositions.put(lease.laneId(), message.position());
    if (before != null && message.position() != before + 1) {
      violations.incrementAndGet();
    }
  }
}
