package io.nanobot.host.store.jdbc;

import io.nanobot.api.channel.Receipt;
import io.nanobot.host.store.BoundedKey;
import io.nanobot.host.store.OutboxMessage;
import io.nanobot.host.store.OutboxMessage.State;
import io.nanobot.host.store.Payload;
import io.nanobot.host.store.Queue;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Messages for platforms, put together from the tables that know something of them. */
final class OutboxTable {
  /** A message, whether its lane is past it, and the platform's IDs if it gave some. */
  private record Row(String payload, boolean past, String platformIds) {}

  private OutboxTable() {}

  /**
   * The youngest of that ID. Looks through all that is kept: nothing but people's commands asks for
   * an answer by its ID, and an index would cost every message.
   */
  static Optional<OutboxMessage> find(
      Session session, PayloadCodec codec, Queue outbox, String messageId) throws SQLException {
    String id = BoundedKey.of(messageId);
    Optional<Row> row =
        session.first(
            "SELECT m.payload, CASE WHEN m.pos < l.head THEN 1 ELSE 0 END, r.platform_ids"
                + " FROM message m JOIN lane l ON l.id = m.lane"
                + " LEFT JOIN receipt r ON r.lane = m.lane AND r.pos = m.pos"
                + " WHERE l.queue = ? AND m.id = ? ORDER BY m.seq DESC",
            result -> new Row(result.getString(1), result.getInt(2) == 1, result.getString(3)),
            outbox.name(),
            id);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    boolean dead =
        session.number(
                "SELECT COUNT(*) FROM dead_letter WHERE queue = ? AND message_id = ?",
                outbox.name(),
                id)
            > 0;
    return Optional.of(message(row.get(), dead, codec));
  }

  private static OutboxMessage message(Row row, boolean dead, PayloadCodec codec) {
    List<String> ids = row.platformIds() == null ? List.of() : row.platformIds().lines().toList();
    State state = !row.past() ? State.WAITS : dead && ids.isEmpty() ? State.GIVEN_UP : State.SENT;
    Payload.Answer answer = (Payload.Answer) codec.decode(row.payload());
    return new OutboxMessage(answer.message(), state, new Receipt(ids));
  }
}
