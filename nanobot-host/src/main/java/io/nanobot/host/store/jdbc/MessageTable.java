package io.nanobot.host.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of messages. A row is written once, and removed when it is old enough. */
final class MessageTable {
  /** What a message is known by. */
  record Key(String account, String id) {}

  /** A row that is to be written; without account it can not come twice. */
  record NewRow(long lane, long position, String account, String id, long at, String payload) {}

  private static final String INSERT =
      "INSERT INTO message (lane, pos, account, id, created_at, payload) VALUES (?, ?, ?, ?, ?, ?)";

  /** A row as it is read. */
  record StoredRow(long position, String payload) {}

  private MessageTable() {}

  static void insert(Session session, Collection<NewRow> rows) throws SQLException {
    session.updateAll(INSERT, rows, MessageTable::bind);
  }

  /** Those of the keys that are known. */
  static Set<Key> known(Session session, Set<Key> keys) throws SQLException {
    Set<Key> known = new HashSet<>();
    Map<String, List<String>> byAccount =
        keys.stream()
            .collect(
                Collectors.groupingBy(
                    Key::account, Collectors.mapping(Key::id, Collectors.toList())));
    for (Map.Entry<String, List<String>> entry : byAccount.entrySet()) {
      for (List<String> portion : InList.portions(entry.getValue())) {
        List<Object> values = new ArrayList<>();
        values.add(entry.getKey());
        values.addAll(portion);
        session
            .query(
                "SELECT id FROM message WHERE account = ? AND id IN "
                    + InList.marks(portion.size()),
                result -> result.getString(1),
                values.toArray())
            .forEach(id -> known.add(new Key(entry.getKey(), id)));
      }
    }
    return known;
  }

  static List<StoredRow> read(Session session, long lane, long from, int max) throws SQLException {
    return session.query(
        "SELECT pos, payload FROM message WHERE lane = ? AND pos >= ? ORDER BY pos LIMIT ?",
        result -> new StoredRow(result.getLong(1), result.getString(2)),
        lane,
        from,
        max);
  }

  private static void bind(PreparedStatement statement, NewRow row) throws SQLException {
    statement.setLong(1, row.lane());
    statement.setLong(2, row.position());
    statement.setString(3, row.account());
    statement.setString(4, row.id());
    statement.setLong(5, row.at());
    statement.setString(6, row.payload());
  }
}
