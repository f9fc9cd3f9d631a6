package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.MessageStore.Ages;
import io.nanobot.host.store.Outcome;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Removes what is old enough, a little at a time. What can go is looked up beside the commits. */
final class Purge {
  private static final int AT_ONCE = 500;

  /** A message that is old enough, and perhaps done. */
  private record Old(long seq, long at, boolean done) {}

  private record Found(
      List<Old> messages,
      List<Long> receipts,
      List<Long> lanes,
      List<Long> deadLetters,
      List<Long> exchanges) {}

  private long lastMessage;
  private long lastLane;

  /** Returns whether there may be more. */
  synchronized boolean run(Readers readers, GroupCommit commits, Dialect dialect, Ages ages)
      throws InterruptedException {
    Found found =
        readers.read(
            session -> {
              long now = dialect.now(session);
              return new Found(
                  oldMessages(session, now - ages.done().toMillis()),
                  oldReceipts(session, now - ages.done().toMillis()),
                  emptyLanes(session),
                  older(session, "dead_letter", "died_at", now - ages.deadLetters().toMillis()),
                  older(session, "exchange", "answered_at", now - ages.said().toMillis()));
            });
    List<Old> gone = found.messages().stream().filter(Old::done).toList();
    Removal removal =
        new Removal(
            Map.of(
                "DELETE FROM message WHERE seq = ?",
                gone.stream().map(Old::seq).toList(),
                "DELETE FROM receipt WHERE seq = ?",
                found.receipts(),
                "DELETE FROM lane WHERE id = ? AND visible_at IS NULL"
                    + " AND NOT EXISTS (SELECT 1 FROM message WHERE lane = lane.id)",
                found.lanes(),
                "DELETE FROM dead_letter WHERE id = ?",
                found.deadLetters(),
                "DELETE FROM exchange WHERE id = ?",
                found.exchanges()));
    if (!removal.isEmpty()) {
      Outcome.of(commits.submit(removal));
    }
    lastMessage = last(found.messages().stream().map(Old::seq).toList());
    lastLane = last(found.lanes());
    return lastMessage > 0
        || found.receipts().size() == AT_ONCE
        || found.deadLetters().size() == AT_ONCE
        || found.exchanges().size() == AT_ONCE;
  }

  /** From where the next portion is looked for; from the beginning, if this was the last. */
  private static long last(List<Long> portion) {
    return portion.size() == AT_ONCE ? portion.get(AT_ONCE - 1) : 0;
  }

  /** In the order in which they came, so that the first young one ends the search. */
  private List<Old> oldMessages(Session session, long before) throws SQLException {
    List<Old> oldest =
        session.query(
            "SELECT m.seq, m.created_at,"
                + " CASE WHEN l.id IS NULL OR m.pos < l.head THEN 1 ELSE 0 END"
                + " FROM (SELECT seq, lane, pos, created_at FROM message WHERE seq > ?"
                + " ORDER BY seq LIMIT ?) m LEFT JOIN lane l ON l.id = m.lane ORDER BY m.seq",
            result -> new Old(result.getLong(1), result.getLong(2), result.getInt(3) == 1),
            lastMessage,
            AT_ONCE);
    return oldest.stream().takeWhile(message -> message.at() < before).toList();
  }

  private static List<Long> oldReceipts(Session session, long before) throws SQLException {
    return session
        .query(
            "SELECT seq, created_at FROM receipt ORDER BY seq LIMIT ?",
            result -> Map.entry(result.getLong(1), result.getLong(2)),
            AT_ONCE)
        .stream()
        .takeWhile(receipt -> receipt.getValue() < before)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<Long> emptyLanes(Session session) throws SQLException {
    return session.query(
        "SELECT id FROM lane l WHERE id > ? AND visible_at IS NULL"
            + " AND NOT EXISTS (SELECT 1 FROM message WHERE lane = l.id) ORDER BY id LIMIT ?",
        result -> result.getLong(1),
        lastLane,
        AT_ONCE);
  }

  private static List<Long> older(Session session, String table, String time, long before)
      throws SQLException {
    return session.query(
        "SELECT id FROM %1$s WHERE %2$s < ? ORDER BY %2$s LIMIT ?".formatted(table, time),
        result -> result.getLong(1),
        before,
        AT_ONCE);
  }

  /** What is removed in one transaction: by statement, the numbers of the rows. */
  private static final class Removal extends Change<Void> {
    private final Map<String, List<Long>> rows;

    Removal(Map<String, List<Long>> rows) {
      this.rows = rows;
    }

    boolean isEmpty() {
      return rows.values().stream().allMatch(List::isEmpty);
    }

    @Override
    void declare(UnitOfWork work) {
      // what is done is never changed again, and an empty lane is looked at once more
    }

    @Override
    Void apply(UnitOfWork work) {
      return null;
    }

    /** A lane may get a message in the same transaction. */
    @Override
    void finish(UnitOfWork work) throws SQLException {
      for (Map.Entry<String, List<Long>> each : rows.entrySet()) {
        work.session()
            .updateAll(
                each.getKey(), each.getValue(), (statement, row) -> statement.setLong(1, row));
      }
    }

    @Override
    boolean outlastsFaults() {
      return false;
    }
  }
}
