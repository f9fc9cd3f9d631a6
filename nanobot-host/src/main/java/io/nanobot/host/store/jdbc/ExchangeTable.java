package io.nanobot.host.store.jdbc;

import io.nanobot.api.agent.Exchange;
import io.nanobot.host.store.Histories;
import io.nanobot.host.store.Said;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The table of what was said in conversations. */
final class ExchangeTable {
  /** A row that is to be written, about the messages from one position to another. */
  record NewRow(String conversation, long first, long last, Said said, long at) {
    private boolean isOneOf(int many) {
      return last / many > (first - 1) / many;
    }
  }

  private static final String INSERT =
      "INSERT INTO exchange (conversation, speaker, question, answer, answered_at)"
          + " VALUES (?, ?, ?, ?, ?)";

  /** So seldom is looked whether there are too many of a conversation: it costs two statements. */
  private static final int TRIMMED_EVERY = 50;

  private ExchangeTable() {}

  static void insert(Session session, Collection<NewRow> rows) throws SQLException {
    session.updateAll(INSERT, rows, ExchangeTable::bind);
    for (NewRow row : rows) {
      if (row.isOneOf(TRIMMED_EVERY)) {
        trim(session, row.conversation());
      }
    }
  }

  static List<Exchange> latest(Session session, String conversation, int most) throws SQLException {
    List<Exchange> latestFirst =
        new ArrayList<>(
            session.query(
                "SELECT speaker, question, answer, answered_at FROM exchange"
                    + " WHERE conversation = ? ORDER BY id DESC LIMIT ?",
                result ->
                    new Exchange(
                        result.getString(1),
                        result.getString(2),
                        result.getString(3),
                        Instant.ofEpochMilli(result.getLong(4))),
                conversation,
                most));
    Collections.reverse(latestFirst);
    return latestFirst;
  }

  static void delete(Session session, String conversation) throws SQLException {
    session.update("DELETE FROM exchange WHERE conversation = ?", conversation);
  }

  private static void trim(Session session, String conversation) throws SQLException {
    List<Long> tooMany =
        session.query(
            "SELECT id FROM exchange WHERE conversation = ? ORDER BY id DESC LIMIT 1000 OFFSET "
                + Histories.KEPT,
            result -> result.getLong(1),
            conversation);
    session.updateAll(
        "DELETE FROM exchange WHERE id = ?", tooMany, (statement, id) -> statement.setLong(1, id));
  }

  private static void bind(PreparedStatement statement, NewRow row) throws SQLException {
    statement.setString(1, row.conversation());
    statement.setString(2, row.said().speaker());
    statement.setString(3, row.said().question());
    statement.setString(4, row.said().answer());
    statement.setLong(5, row.at());
  }
}
