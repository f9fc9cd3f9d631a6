package io.nanobot.host.store.jdbc;

import static org.awaitility.Awaitility.await;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.Taker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Takes what it is given, and does nothing with it. */
final class Recorder implements Taker {
  private final Semaphore places;
  private final List<Lease> leases = new CopyOnWriteArrayList<>();
  private final List<StoredMessage> messages = new CopyOnWriteArrayList<>();
  private final List<Long> stopped = new CopyOnWriteArrayList<>();

  private final CountDownLatch hold;

  Recorder(int places) {
    this(places, new CountDownLatch(0));
  }

  /** Holds the store up when it takes something, until the latch opens. */
  Recorder(int places, CountDownLatch hold) {
    this.places = new Semaphore(places);
    this.hold = hold;
  }

  @Override
  public Duration lease() {
    return MessageStoreContract.LEASE;
  }

  @Override
  public boolean reserve() {
    return places.tryAcquire();
  }

  @Override
  public void cancel() {
    places.release();
  }

  @Override
  public void stop(long laneId, long position) {
    stopped.add(position);
  }

  @Override
  public void take(Lease lease, StoredMessage first) {
    leases.add(lease);
    messages.add(first);
    try {
      hold.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void awaitTaken(int count) {
    await().until(() -> messages.size() == count);
  }

  List<Lease> leases() {
    return leases;
  }

  /** The positions that it was told to stop. */
  List<Long> stopped() {
    return stopped;
  }

  List<StoredMessage> messages() {
    return messages;
  }
}
