package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lease;
import io.nanobot.host.store.StoreException;
import io.nanobot.host.store.StoredMessage;
import io.nanobot.host.store.UnreadableMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The next messages of a lane that is leased. */
final class Reading {
  private record Head(
      long position, int attempts, Optional<String> reason, long token, long joined) {
    /** The last of the messages that are handled together with that one. */
    long last(long of) {
      return of == position ? Math.max(of, joined) : of;
    }
  }

  private Reading() {}

  static List<StoredMessage> of(Session session, PayloadCodec codec, Lease lease, int max)
      throws SQLException {
    Optional<Head> head =
        session.first(
            "SELECT head, attempts, reason, token, joined FROM lane WHERE id = ?",
            result ->
                new Head(
                    result.getLong(1),
                    result.getInt(2),
                    Optional.ofNullable(result.getString(3)),
                    result.getLong(4),
                    result.getLong(5)),
            lease.laneId());
    if (head.isEmpty() || head.get().token() != lease.token()) {
      return List.of();
    }
    List<StoredMessage> messages = new ArrayList<>();
    for (MessageTable.StoredRow row :
        MessageTable.read(session, lease.laneId(), head.get().position(), max)) {
      try {
        messages.add(message(head.get(), row, codec));
      } catch (StoreException e) {
        if (messages.isEmpty()) {
          throw new UnreadableMessage(head.get().last(row.position()), e);
        }
        return messages; // those before it are well
      }
    }
    return messages;
  }

  /** Attempts are those of the first message. */
  private static StoredMessage message(Head head, MessageTable.StoredRow row, PayloadCodec codec) {
    boolean first = row.position() == head.position();
    return new StoredMessage(
        row.position(),
        head.last(row.position()),
        first ? head.attempts() : 0,
        first ? head.reason() : Optional.empty(),
        codec.decode(row.payload()));
  }
}
