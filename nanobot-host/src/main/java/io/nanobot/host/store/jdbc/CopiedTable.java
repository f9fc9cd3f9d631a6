package io.nanobot.host.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/**
 * A table that moves with a store. Who is connected and when the store worked last does not.
 *
 * @param key the first column, a number by which the table is gone through
 * @param columns all of them, the key first
 */
record CopiedTable(String name, String key, String columns) {
  private static final int AT_ONCE = 500;

  static final List<CopiedTable> ALL =
      List.of(
          new CopiedTable(
              "lane",
              "id",
              "id, queue, conversation, head, tail, attempts, reason, visible_at, owner, token,"
                  + " stopped, joined"),
          new CopiedTable("message", "seq", "seq, lane, pos, account, id, created_at, payload"),
          new CopiedTable("receipt", "seq", "seq, lane, pos, platform_ids, created_at"),
          new CopiedTable(
              "dead_letter",
              "id",
              "id, queue, conversation, message_id, attempts, reason, created_at, died_at,"
                  + " payload"),
          new CopiedTable(
              "pairing_request",
              "id",
              "id, channel, scheme, sender, name, code, created_at, expires_at"),
          new CopiedTable(
              "pairing", "id", "id, channel, scheme, sender, name, approved_by, approved_at"),
          new CopiedTable(
              "seen_sender",
              "id",
              "id, channel, scheme, sender, group_id, name, group_title, entry, decision,"
                  + " seen_at"),
          new CopiedTable(
              "exchange", "id", "id, conversation, speaker, question, answer, answered_at"),
          new CopiedTable("notice", "id", "id, channel, scheme, sender, kind, told_at"));

  /** Copies all rows, a portion at a time, and says how many. */
  long copy(Session from, Session to, EngineSql target) throws SQLException {
    String insert = target.insertNumbered(name, columns);
    long count = 0;
    List<Object[]> rows = portion(from, Long.MIN_VALUE);
    while (!rows.isEmpty()) {
      to.updateAll(insert, rows, CopiedTable::bind);
      count += rows.size();
      rows = portion(from, (long) rows.get(rows.size() - 1)[0]);
    }
    return count;
  }

  private List<Object[]> portion(Session session, long after) throws SQLException {
    return session.query(
        "SELECT %s FROM %s WHERE %s > ? ORDER BY %s LIMIT ?".formatted(columns, name, key, key),
        CopiedTable::read,
        after,
        AT_ONCE);
  }

  /** Numbers as Long, all else as text, whatever the engine calls it. */
  private static Object[] read(ResultSet result) throws SQLException {
    Object[] values = new Object[result.getMetaData().getColumnCount()];
    for (int i = 0; i < values.length; i++) {
      Object value = result.getObject(i + 1);
      values[i] =
          value instanceof Number number
              ? Long.valueOf(number.longValue())
              : value == null ? null : result.getString(i + 1);
    }
    return values;
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (values[i] == null) {
        statement.setNull(i + 1, Types.NULL);
      } else {
        statement.setString(i + 1, (String) values[i]);
      }
    }
  }
}
