package io.nanobot.host.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A store that lives as long as the process. Bounded; everything happens under one lock. */
public final class InMemoryMessageStore implements MessageStore {
  /** More would only help against a platform that repeats itself after so many others. */
  private static final int REMEMBERED_IDS = 200_000;

  private record Key(String account, String id) {}

  private final InstantSource clock;
  private final int capacity;
  private final Map<Lane, MemoryLane> lanes = new HashMap<>();
  private final Map<Queue, NavigableSet<MemoryLane>> waiting = new HashMap<>();
  private final Map<Key, Instant> seen = new LinkedHashMap<>();
  private final Map<Queue, Long> pending = new HashMap<>();
  private long created;
  private long tokens;

  /**
   * An empty store.
   *
   * @param capacity how many messages may wait in a queue; what is appended beyond it is {@code
   *     FULL}
   */
  public InMemoryMessageStore(InstantSource clock, int capacity) {
    this.clock = clock;
    this.capacity = capacity;
  }

  @Override
  public synchronized List<Appended> append(List<NewMessage> batch) {
    return batch.stream().map(this::append).toList();
  }

  private Appended append(NewMessage message) {
    if (seen.containsKey(key(message))) {
      return Appended.DUPLICATE;
    }
    if (pending(message.lane().queue()) >= capacity) {
      return Appended.FULL;
    }
    store(message);
    return Appended.STORED;
  }

  private void store(NewMessage message) {
    if (seen.putIfAbsent(key(message), clock.instant()) != null) {
      return;
    }
    if (seen.size() > REMEMBERED_IDS) {
      seen.remove(seen.keySet().iterator().next());
    }
    MemoryLane lane = lanes.computeIfAbsent(message.lane(), id -> new MemoryLane(id, ++created));
    lane.messages.addLast(new StoredMessage(++lane.tail, 0, message.payload()));
    pending.merge(message.lane().queue(), 1L, Long::sum);
    if (lane.visibleAt == null) {
      show(lane, clock.instant());
    }
  }

  @Override
  public synchronized List<Lease> claim(Queue queue, String owner, int max, Duration ttl) {
    Instant now = clock.instant();
    List<Lease> claimed = new ArrayList<>();
    NavigableSet<MemoryLane> candidates = waiting(queue);
    while (claimed.size() < max
        && !candidates.isEmpty()
        && !candidates.first().visibleAt.isAfter(now)) {
      MemoryLane lane = candidates.first();
      show(lane, now.plus(ttl));
      lane.owner = owner;
      lane.token = ++tokens;
      claimed.add(new Lease(lane.id, owner, lane.token));
    }
    return claimed;
  }

  @Override
  public synchronized List<StoredMessage> read(Lease lease, int max) {
    MemoryLane lane = held(lease);
    return lane == null ? List.of() : lane.messages.stream().limit(max).toList();
  }

  @Override
  public synchronized boolean renew(String owner, Duration ttl) {
    Instant now = clock.instant();
    boolean complete = true;
    for (MemoryLane lane : List.copyOf(lanes.values())) {
      if (owner.equals(lane.owner)) {
        if (lane.visibleAt.isAfter(now)) {
          show(lane, now.plus(ttl));
        } else {
          complete = false;
        }
      }
    }
    return complete;
  }

  @Override
  public synchronized Completion complete(Lease lease, long position, List<NewMessage> replies) {
    MemoryLane lane = held(lease, position);
    if (lane == null) {
      return Completion.FENCED;
    }
    lane.messages.removeFirst();
    pending.merge(lane.id.queue(), -1L, Long::sum);
    replies.forEach(this::store);
    if (!lane.messages.isEmpty()) {
      return Completion.DONE;
    }
    end(lane);
    return Completion.DRAINED;
  }

  @Override
  public synchronized Failure retry(Lease lease, long position, Duration wait, String reason) {
    MemoryLane lane = held(lease, position);
    if (lane == null) {
      return Failure.FENCED;
    }
    StoredMessage head = lane.messages.removeFirst();
    lane.messages.addFirst(new StoredMessage(position, head.attempts() + 1, head.payload()));
    lane.owner = null;
    show(lane, clock.instant().plus(wait));
    return Failure.RETRY;
  }

  @Override
  public synchronized Failure abandon(Lease lease, long position, String reason) {
    Completion completion = complete(lease, position, List.of());
    if (completion == Completion.FENCED) {
      return Failure.FENCED;
    }
    release(List.of(lease));
    return Failure.DEAD;
  }

  @Override
  public synchronized void release(Collection<Lease> leases) {
    for (Lease lease : leases) {
      MemoryLane lane = held(lease);
      if (lane != null) {
        lane.owner = null;
        show(lane, clock.instant());
      }
    }
  }

  @Override
  public synchronized int purge(Duration age, int max) {
    Instant before = clock.instant().minus(age);
    int purged = 0;
    var oldest = seen.values().iterator();
    while (purged < max && oldest.hasNext() && oldest.next().isBefore(before)) {
      oldest.remove();
      purged++;
    }
    return purged;
  }

  @Override
  public synchronized long pending(Queue queue) {
    return pending.getOrDefault(queue, 0L);
  }

  @Override
  public synchronized long pending() {
    return pending.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() {
    // Nothing outlives this object.
  }

  private MemoryLane held(Lease lease, long position) {
    MemoryLane lane = held(lease);
    return lane != null && lane.messages.getFirst().position() == position ? lane : null;
  }

  private MemoryLane held(Lease lease) {
    MemoryLane lane = lanes.get(lease.lane());
    boolean current =
        lane != null && lease.owner().equals(lane.owner) && lane.token == lease.token();
    return current ? lane : null;
  }

  private void show(MemoryLane lane, Instant visibleAt) {
    NavigableSet<MemoryLane> candidates = waiting(lane.id.queue());
    if (lane.visibleAt != null) {
      candidates.remove(lane);
    }
    lane.visibleAt = visibleAt;
    candidates.add(lane);
  }

  private void end(MemoryLane lane) {
    waiting(lane.id.queue()).remove(lane);
    lanes.remove(lane.id);
  }

  private NavigableSet<MemoryLane> waiting(Queue queue) {
    return waiting.computeIfAbsent(queue, q -> new TreeSet<>(MemoryLane.LONGEST_WAITING_FIRST));
  }

  private static Key key(NewMessage message) {
    return new Key(message.account(), message.id());
  }

  private static final class MemoryLane {
    static final Comparator<MemoryLane> LONGEST_WAITING_FIRST =
        Comparator.<MemoryLane, Instant>comparing(lane -> lane.visibleAt)
            .thenComparingLong(lane -> lane.number);

    final Lane id;
    final long number;
    final ArrayDeque<StoredMessage> messages = new ArrayDeque<>();
    long tail;
    long token;
    String owner;
    Instant visibleAt;

    MemoryLane(Lane id, long number) {
      this.id = id;
      this.number = number;
    }
  }
}
