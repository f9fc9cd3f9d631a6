package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.RecentlyUsed;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of lanes. Remembers their numbers, which never change. For one thread at a time. */
final class LaneTable {
  private static final int REMEMBERED = 50_000;

  private static final String COLUMNS =
      "id, queue, conversation, head, tail, attempts, reason, visible_at, owner, token,"
          + " stopped, joined";
  private static final String UPDATE =
      "UPDATE lane SET head = ?, tail = ?, attempts = ?, reason = ?, visible_at = ?, owner = ?,"
          + " token = ?, stopped = ?, joined = ? WHERE id = ?";

  private final Dialect dialect;
  private final Map<Lane, Long> numbers = new RecentlyUsed<>(REMEMBERED);

  LaneTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The numbers of lanes; those that are not there yet are made. */
  Map<Lane, Long> numbers(Session session, Set<Lane> lanes) throws SQLException {
    Map<Lane, Long> found = new HashMap<>();
    List<Lane> unknown = new ArrayList<>();
    for (Lane lane : lanes) {
      Long number = numbers.get(lane);
      if (number == null) {
        unknown.add(lane);
      } else {
        found.put(lane, number);
      }
    }
    if (!unknown.isEmpty()) {
      found.putAll(lookUp(session, unknown));
    }
    if (found.size() < lanes.size()) {
      unknown.removeAll(found.keySet());
      create(session, unknown);
      found.putAll(lookUp(session, unknown));
    }
    return found;
  }

  /** Remembers numbers, which must be committed. */
  void remember(Map<Lane, Long> committed) {
    numbers.putAll(committed);
  }

  void forget() {
    numbers.clear();
  }

  /** Reads lanes as they are now, and keeps others from changing them until the commit. */
  Map<Long, LaneRow> lock(Session session, SortedSet<Long> ids) throws SQLException {
    Map<Long, LaneRow> rows = new HashMap<>();
    for (List<Long> portion : InList.portions(ids)) {
      String sql =
          "SELECT %s FROM lane WHERE id IN %s ORDER BY id%s"
              .formatted(COLUMNS, InList.marks(portion.size()), dialect.forUpdate());
      for (LaneRow row : session.query(sql, LaneTable::read, portion.toArray())) {
        rows.put(row.id, row);
      }
    }
    return rows;
  }

  void update(Session session, Collection<LaneRow> rows) throws SQLException {
    session.updateAll(UPDATE, rows, LaneTable::bind);
  }

  /** Lanes that may be claimed, the longest waiting first. */
  static List<Long> claimable(Session session, Queue queue, long now, int max) throws SQLException {
    return session.query(
        "SELECT id FROM lane WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?",
        result -> result.getLong(1),
        queue.name(),
        now,
        max);
  }

  /** Whether a lane has messages that are not done. */
  static boolean waits(Session session, Lane lane) throws SQLException {
    return session
        .first(
            "SELECT 1 FROM lane WHERE queue = ? AND conversation = ? AND visible_at IS NOT NULL",
            result -> true,
            lane.queue().name(),
            lane.conversation())
        .isPresent();
  }

  /** Ends all leases: those who held them are gone, and may have been at work. */
  static void endLeases(Session session, long now) throws SQLException {
    session.update(
        "UPDATE lane SET owner = NULL, visible_at = ?, reason = ?"
            + " WHERE visible_at IS NOT NULL AND owner IS NOT NULL",
        now,
        Claim.INTERRUPTED);
  }

  /** How many messages wait or are being worked on, by queue. */
  static Map<Queue, Long> backlog(Session session) throws SQLException {
    Map<Queue, Long> backlog = new TreeMap<>(Comparator.comparing(Queue::name));
    session
        .query(
            "SELECT queue, SUM(tail - head + 1) FROM lane WHERE visible_at IS NOT NULL GROUP BY queue",
            result -> Map.entry(new Queue(result.getString(1)), result.getLong(2)))
        .forEach(entry -> backlog.put(entry.getKey(), entry.getValue()));
    return backlog;
  }

  private Map<Lane, Long> lookUp(Session session, Collection<Lane> lanes) throws SQLException {
    Map<Lane, Long> found = new HashMap<>();
    Map<Queue, List<String>> byQueue =
        lanes.stream()
            .collect(
                Collectors.groupingBy(
                    Lane::queue, Collectors.mapping(Lane::conversation, Collectors.toList())));
    for (Map.Entry<Queue, List<String>> entry : byQueue.entrySet()) {
      for (List<String> portion : InList.portions(entry.getValue())) {
        lookUp(session, entry.getKey(), portion, found);
      }
    }
    return found;
  }

  private static void lookUp(
      Session session, Queue queue, List<String> conversations, Map<Lane, Long> found)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    values.add(queue.name());
    values.addAll(conversations);
    session
        .query(
            "SELECT conversation, id FROM lane WHERE queue = ? AND conversation IN "
                + InList.marks(conversations.size()),
            result -> Map.entry(result.getString(1), result.getLong(2)),
            values.toArray())
        .forEach(entry -> found.put(new Lane(queue, entry.getKey()), entry.getValue()));
  }

  /** In one order for all gateways, so that they wait for each other rather than both for both. */
  private void create(Session session, List<Lane> lanes) throws SQLException {
    List<Lane> sorted =
        lanes.stream()
            .sorted(
                Comparator.comparing((Lane lane) -> lane.queue().name())
                    .thenComparing(Lane::conversation))
            .toList();
    session.updateAll(
        dialect.insertUnlessPresent("lane", "queue, conversation"),
        sorted,
        (statement, lane) -> {
          statement.setString(1, lane.queue().name());
          statement.setString(2, lane.conversation());
        });
  }

  private static LaneRow read(ResultSet result) throws SQLException {
    LaneRow row =
        new LaneRow(
            result.getLong(1), new Lane(new Queue(result.getString(2)), result.getString(3)));
    row.head = result.getLong(4);
    row.tail = result.getLong(5);
    row.attempts = result.getInt(6);
    row.reason = result.getString(7);
    long visibleAt = result.getLong(8);
    row.visibleAt = result.wasNull() ? OptionalLong.empty() : OptionalLong.of(visibleAt);
    row.owner = result.getString(9);
    row.token = result.getLong(10);
    row.stopped = result.getLong(11);
    row.joined = result.getLong(12);
    return row;
  }

  private static void bind(PreparedStatement statement, LaneRow row) throws SQLException {
    statement.setLong(1, row.head);
    statement.setLong(2, row.tail);
    statement.setInt(3, row.attempts);
    statement.setString(4, row.reason);
    if (row.visibleAt.isPresent()) {
      statement.setLong(5, row.visibleAt.getAsLong());
    } else {
      statement.setNull(5, Types.BIGINT);
    }
    statement.setString(6, row.owner);
    statement.setLong(7, row.token);
    statement.setLong(8, row.stopped);
    statement.setLong(9, row.joined);
    statement.setLong(10, row.id);
  }
}
