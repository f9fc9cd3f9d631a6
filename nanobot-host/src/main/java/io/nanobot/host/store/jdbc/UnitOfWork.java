package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Lease;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.Said;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.Taker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One transaction: reads and locks the lanes that its changes are about, has the changes applied in
 * memory, in their order, and writes what came of it. What a change means is therefore said once,
 * in Java, for all databases.
 */
final class UnitOfWork {
  private record Stopped(Queue queue, long lane, long position) {}

  private record Grant(Taker taker, Lease lease, StoredMessage message) {}

  private static final Duration ALONE = Duration.ofDays(36_500);

  private final Session session;
  private final StoreContext context;
  private final long now;
  private final long startedNanos = System.nanoTime();

  private final Set<Lane> names = new HashSet<>();
  private final SortedSet<Long> ids = new TreeSet<>();
  private final Set<MessageTable.Key> keys = new HashSet<>();

  private Map<Lane, Long> numbers = Map.of();
  private Map<Long, LaneRow> lanes = Map.of();
  private Set<MessageTable.Key> known = Set.of();

  private final Map<Long, LaneRow> changed = new LinkedHashMap<>();
  private final List<MessageTable.NewRow> messages = new ArrayList<>();
  private final List<Receipts.NewRow> receipts = new ArrayList<>();
  private final List<ExchangeTable.NewRow> exchanges = new ArrayList<>();
  private final Map<Queue, Long> backlogChange = new HashMap<>();
  private final List<Grant> grants = new ArrayList<>();
  private final List<Stopped> stops = new ArrayList<>();

  UnitOfWork(Session session, StoreContext context) throws SQLException {
    this.session = session;
    this.context = context;
    this.now = context.dialect().now(session);
  }

  /** Does everything but the commit. */
  void run(List<Change<?>> changes) throws SQLException {
    changes.forEach(change -> change.declare(this));
    load();
    for (Change<?> change : changes) {
      change.applyTo(this);
    }
    MessageTable.insert(session, messages);
    Receipts.insert(session, receipts);
    ExchangeTable.insert(session, exchanges);
    context.lanes().update(session, changed.values());
    for (Change<?> change : changes) {
      change.finish(this);
    }
  }

  /** After the commit: tells what the process has to know. */
  void committed() {
    context.lanes().remember(numbers);
    context.backlog().add(backlogChange);
    grants.forEach(grant -> grant.taker().take(grant.lease(), grant.message()));
    stops.forEach(this::tell);
  }

  /** Instead of the commit. */
  void abandoned() {
    grants.forEach(grant -> grant.taker().cancel());
  }

  // What a change may declare.

  void needLane(Lane lane) {
    names.add(lane);
  }

  void needLane(long id) {
    ids.add(id);
  }

  void needKey(MessageTable.Key key) {
    keys.add(key);
  }

  // What a change may do.

  /** For what is about no lane. */
  Session session() {
    return session;
  }

  /** In milliseconds, by the engine's clock. */
  long now() {
    return now;
  }

  String owner() {
    return context.owner();
  }

  Dialect dialect() {
    return context.dialect();
  }

  /** A lane that was declared by its name. */
  LaneRow lane(Lane lane) {
    return changing(lanes.get(numbers.get(lane)));
  }

  /** A lane that was declared by its number; null if it is not there any more. */
  LaneRow laneIfPresent(long id) {
    LaneRow row = lanes.get(id);
    return row == null ? null : changing(row);
  }

  /** The lane of a lease that nobody else has got meanwhile; null if it was lost. */
  LaneRow held(Lease lease) {
    LaneRow row = lanes.get(lease.laneId());
    boolean current =
        row != null && context.owner().equals(row.owner) && row.token == lease.token();
    return current ? changing(row) : null;
  }

  boolean isKnown(MessageTable.Key key) {
    return known.contains(key);
  }

  /** How much waits in a queue, with what this transaction has changed so far. */
  long backlog(Queue queue) {
    return context.backlog().of(queue) + backlogChange.getOrDefault(queue, 0L);
  }

  /** Puts a message at the end of its lane, and hands the lane out if nobody is at work there. */
  void append(LaneRow row, String account, String id, Payload payload, String encoded) {
    row.tail++;
    messages.add(new MessageTable.NewRow(row.id, row.tail, account, id, now, encoded));
    count(row.lane.queue(), 1);
    if (account != null) {
      known.add(new MessageTable.Key(account, id));
    }
    if (row.isIdle()) {
      row.leave(now);
      offer(row, StoredMessage.fresh(row.tail, payload));
    }
  }

  /** Keeps what a platform said when it accepted the message at a position. */
  void keepReceipt(LaneRow row, long position, List<String> platformIds) {
    receipts.add(new Receipts.NewRow(row.id, position, platformIds, now));
  }

  /** Keeps what was said about the messages from one position to another. */
  void keepExchange(LaneRow row, long first, long last, Said said) {
    exchanges.add(new ExchangeTable.NewRow(row.lane.conversation(), first, last, said, now));
  }

  /** The first message, with those that belong to it, is done, one way or the other. */
  void advance(LaneRow row) {
    long before = row.head;
    row.advance();
    count(row.lane.queue(), before - row.head);
  }

  /** If this process is at work on the lane, it hears that nobody wants the first message done. */
  void tellStopped(LaneRow row) {
    stops.add(new Stopped(row.lane.queue(), row.id, row.head));
  }

  private void tell(Stopped stopped) {
    Taker taker = context.takers().get(stopped.queue());
    if (taker != null) {
      taker.stop(stopped.lane(), stopped.position());
    }
  }

  void count(Queue queue, long change) {
    backlogChange.merge(queue, change, Long::sum);
  }

  /** Leases a lane to this process. */
  Lease lease(LaneRow row, Duration duration) {
    row.lease(context.owner(), now + duration.toMillis());
    return leaseOf(row, duration);
  }

  /** The lease as it is after a change of the lane. */
  Lease leaseOf(LaneRow row, Duration duration) {
    return new Lease(row.lane, row.id, row.token, heldUntil(duration));
  }

  /** As {@link System#nanoTime()}. Where there is one gateway, nobody can take anything from it. */
  long heldUntil(Duration duration) {
    return startedNanos + (context.dialect().isShared() ? duration : ALONE).toNanos();
  }

  private void offer(LaneRow row, StoredMessage message) {
    Taker taker = context.takers().get(row.lane.queue());
    if (taker != null && taker.reserve()) {
      grants.add(new Grant(taker, lease(row, taker.lease()), message));
    }
  }

  private LaneRow changing(LaneRow row) {
    changed.put(row.id, row);
    return row;
  }

  private void load() throws SQLException {
    if (!names.isEmpty()) {
      numbers = context.lanes().numbers(session, names);
      if (numbers.size() < names.size()) {
        throw new LaneVanished();
      }
      ids.addAll(numbers.values());
    }
    if (!ids.isEmpty()) {
      lanes = context.lanes().lock(session, ids);
    }
    if (!lanes.keySet().containsAll(numbers.values())) {
      // Another gateway has just removed a lane that had been empty for long.
      context.lanes().forget();
      throw new LaneVanished();
    }
    // After the locks, so that nothing can be written between this look and the commit.
    known = keys.isEmpty() ? Set.of() : MessageTable.known(session, keys);
  }

  /** The transaction has to begin anew. */
  static final class LaneVanished extends SQLException {
    private static final long serialVersionUID = 1L;

    LaneVanished() {
      super("a lane has vanished", "40001");
    }
  }
}
