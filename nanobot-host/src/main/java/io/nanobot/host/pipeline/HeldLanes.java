package io.nanobot.host.pipeline;

import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.MessageStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes that a consumer works on. A timer prolongs their leases, never a worker, which may be
 * slow; a lease that can not be prolonged in time is given up before somebody else can get it.
 */
final class HeldLanes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HeldLanes.class);

  private final Map<Long, HeldLane> lanes = new ConcurrentHashMap<>();
  private final MessageStore store;
  private final Duration lease;
  private final Duration tick;
  private final Thread thread;
  private volatile boolean closed;

  HeldLanes(String name, MessageStore store, Duration lease) {
    this.store = store;
    this.lease = lease;
    this.tick = lease.dividedBy(10);
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Duration duration() {
    return lease;
  }

  /**
   * Takes up work on a lane. Empty if this consumer is at it already: then its lease had run out
   * and was claimed anew, and the worker goes on with the new one.
   */
  Optional<HeldLane> add(Lease taken) {
    HeldLane before = lanes.get(taken.laneId());
    if (before != null && before.adopt(taken)) {
      return Optional.empty();
    }
    HeldLane lane = new HeldLane(taken);
    lanes.put(taken.laneId(), lane);
    return Optional.of(lane);
  }

  void remove(HeldLane lane) {
    lane.leave();
    lanes.remove(lane.lease().laneId(), lane);
  }

  /** Calls off whoever handles that message of a lane; see {@link HeldLane#stop}. */
  void stop(long laneId, long position, Predicate<Lane> interrupted) {
    HeldLane lane = lanes.get(laneId);
    if (lane != null) {
      lane.stop(position, () -> interrupted.test(lane.lease().lane()));
    }
  }

  /** Whether no other worker is at it, and there is time enough to begin something. */
  boolean isHeld(HeldLane lane) {
    return lanes.get(lane.lease().laneId()) == lane && lane.isHeldFor(tick);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(lease.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(tick.toMillis());
      } catch (InterruptedException e) {
        return;
      }
      // A lease that was not renewed ends by itself: this process may just have claimed it anew.
      lanes.values().stream().filter(lane -> !isHeld(lane)).forEach(this::lose);
      renew(
          lanes.values().stream()
              .filter(lane -> lane.isOlderThan(lease.dividedBy(3)))
              .filter(this::isHeld)
              .map(HeldLane::lease)
              .toList());
    }
  }

  private void renew(List<Lease> leases) {
    if (!leases.isEmpty()) {
      var unused =
          store
              .renew(leases, lease)
              .whenComplete(
                  (renewed, failure) -> {
                    if (failure == null) {
                      renewed(leases, renewed);
                    }
                  });
    }
  }

  private void renewed(List<Lease> asked, List<Lease> renewed) {
    Map<Long, Lease> newer =
        renewed.stream().collect(Collectors.toMap(Lease::laneId, Function.identity()));
    for (Lease old : asked) {
      HeldLane lane = lanes.get(old.laneId());
      Lease lease = newer.get(old.laneId());
      if (lane != null && lease != null) {
        lane.renewed(old, lease);
      }
    }
  }

  private void lose(HeldLane lane) {
    if (lane.lose()) {
      log.warn(
          "Lost the lease of a conversation ({}): the message store did not answer in time, or another gateway took over",
          lane.lease().lane().conversation());
    }
  }
}
