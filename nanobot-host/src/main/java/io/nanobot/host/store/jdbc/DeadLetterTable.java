package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.DeadLetter;
import io.nanobot.host.store.Lane;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import io.nanobot.host.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of messages that were given up. */
final class DeadLetterTable {
  private static final String SELECT =
      "SELECT id, created_at, died_at, queue, conversation, message_id, attempts, reason, payload"
          + " FROM dead_letter WHERE ";

  private DeadLetterTable() {}

  /** Copies the first message of a lane, with those that belong to it. */
  static void bury(Session session, LaneRow row, String reason, long now) throws SQLException {
    session.update(
        "INSERT INTO dead_letter"
            + " (queue, conversation, message_id, attempts, reason, created_at, died_at, payload)"
            + " SELECT ?, ?, id, ?, ?, created_at, ?, payload FROM message"
            + " WHERE lane = ? AND pos >= ? AND pos <= ? ORDER BY pos",
        row.lane.queue().name(),
        row.lane.conversation(),
        row.attempts + 1,
        reason,
        now,
        row.id,
        row.head,
        row.last());
  }

  static Optional<DeadLetter> find(Session session, PayloadCodec codec, long id)
      throws SQLException {
    return session.first(SELECT + "id = ?", result -> read(result, codec), id);
  }

  /** The number of the newest; 0 if there is none. */
  static long newest(Session session) throws SQLException {
    return session.number("SELECT MAX(id) FROM dead_letter");
  }

  /** Those of the next numbers. */
  static List<DeadLetter> between(
      Session session, PayloadCodec codec, long after, long upTo, int max) throws SQLException {
    return session.query(
        SELECT + "id > ? AND id <= ? ORDER BY id LIMIT ?",
        result -> read(result, codec),
        after,
        upTo,
        max);
  }

  /** Returns how many there were. */
  static int remove(Session session, List<Long> ids) throws SQLException {
    int count = 0;
    for (List<Long> portion : InList.portions(ids)) {
      count +=
          session.update(
              "DELETE FROM dead_letter WHERE id IN " + InList.marks(portion.size()),
              portion.toArray());
    }
    return count;
  }

  private static DeadLetter read(ResultSet result, PayloadCodec codec) throws SQLException {
    return new DeadLetter(
        result.getLong(1),
        Instant.ofEpochMilli(result.getLong(2)),
        Instant.ofEpochMilli(result.getLong(3)),
        new Lane(new Queue(result.getString(4)), result.getString(5)),
        result.getString(6),
        result.getInt(7),
        result.getString(8),
        payload(result.getString(9), codec));
  }

  private static Optional<Payload> payload(String encoded, PayloadCodec codec) {
    try {
      return Optional.of(codec.decode(encoded));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }
}
