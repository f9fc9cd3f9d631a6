package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Looks for damage in a store. Each finding is a sentence for people. */
final class StoreCheck {
  private static final int AT_ONCE = 500;

  private static final String LANES =
      "SELECT l.id, l.queue, l.conversation, l.head, l.tail, l.visible_at,"
          + " (SELECT COUNT(*) FROM message m"
          + " WHERE m.lane = l.id AND m.pos >= l.head AND m.pos <= l.tail),"
          + " (SELECT COUNT(*) FROM message m WHERE m.lane = l.id AND m.pos > l.tail)"
          + " FROM lane l WHERE l.id > ? ORDER BY l.id LIMIT ?";

  /**
   * A lane with what is in the table of messages.
   *
   * @param present how many messages there are from head to tail
   * @param beyond how many there are behind the tail
   */
  private record Row(
      long id, String name, long head, long tail, boolean active, long present, long beyond) {
    static Row read(ResultSet result) throws SQLException {
      String name =
          "Lane %d (%s, %s)".formatted(result.getLong(1), result.getString(2), result.getString(3));
      result.getLong(6);
      boolean active = !result.wasNull();
      return new Row(
          result.getLong(1),
          name,
          result.getLong(4),
          result.getLong(5),
          active,
          result.getLong(7),
          result.getLong(8));
    }

    long waiting() {
      return tail - head + 1;
    }
  }

  private record Text(long number, String where, String payload) {}

  private final Session session;
  private final Consumer<String> findings;
  private final PayloadCodec codec = new PayloadCodec();

  StoreCheck(Session session, Consumer<String> findings) {
    this.session = session;
    this.findings = findings;
  }

  void run(boolean file) {
    try {
      if (file) {
        file();
      }
      lanes();
      payloads(
          "SELECT seq, lane, pos, payload FROM message WHERE seq > ? ORDER BY seq LIMIT ?",
          result ->
              new Text(
                  result.getLong(1),
                  "Message %d of lane %d".formatted(result.getLong(3), result.getLong(2)),
                  result.getString(4)));
      payloads(
          "SELECT id, payload FROM dead_letter WHERE id > ? ORDER BY id LIMIT ?",
          result ->
              new Text(
                  result.getLong(1),
                  "Dead letter %d".formatted(result.getLong(1)),
                  result.getString(2)));
      people("pairing_request");
      people("pairing");
      people("seen_sender");
      people("notice");
      codes();
    } catch (SQLException e) {
      findings.accept("The store could not be read to the end: " + FaultText.of(e));
    }
  }

  private void file() throws SQLException {
    session.query("PRAGMA integrity_check", result -> result.getString(1)).stream()
        .filter(word -> !word.equals("ok"))
        .forEach(word -> findings.accept("SQLite says of its file: %s.".formatted(word)));
  }

  private void lanes() throws SQLException {
    List<Row> rows;
    long last = 0;
    do {
      rows = session.query(LANES, Row::read, last, AT_ONCE);
      rows.forEach(this::check);
      last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).id();
    } while (rows.size() == AT_ONCE);
  }

  private void check(Row row) {
    if (row.waiting() < 0) {
      find(row, "begins at %d, behind its end %d".formatted(row.head(), row.tail()));
      return;
    }
    long lacking = row.waiting() - row.present();
    if (lacking > 0) {
      find(
          row,
          "lacks %d of the %d messages from %d to %d"
              .formatted(lacking, row.waiting(), row.head(), row.tail()));
    }
    if (row.beyond() > 0) {
      find(row, "has %d messages behind its end %d".formatted(row.beyond(), row.tail()));
    }
    if (row.active() && row.waiting() == 0) {
      find(row, "is active, but nothing waits in it");
    } else if (!row.active() && row.waiting() > 0) {
      find(row, "is idle, but %d messages wait in it".formatted(row.waiting()));
    }
  }

  private void find(Row row, String what) {
    findings.accept(row.name() + " " + what + ".");
  }

  private void payloads(String sql, Session.Row<Text> row) throws SQLException {
    List<Text> texts;
    long last = Long.MIN_VALUE;
    do {
      texts = session.query(sql, row, last, AT_ONCE);
      texts.forEach(this::decode);
      last = texts.isEmpty() ? 0 : texts.get(texts.size() - 1).number();
    } while (texts.size() == AT_ONCE);
  }

  private void decode(Text text) {
    try {
      codec.decode(text.payload());
    } catch (StoreException e) {
      findings.accept(
          text.where() + " can not be read: its content is not what this nanobot writes.");
    }
  }

  /** Whoever reads these tables relies on IDs that are some. */
  private void people(String table) throws SQLException {
    long count =
        session.number(
            "SELECT COUNT(*) FROM %s WHERE channel = '' OR scheme = '' OR sender = ''"
                .formatted(table));
    if (count > 0) {
      findings.accept("%d rows of %s name nobody.".formatted(count, table));
    }
  }

  private void codes() throws SQLException {
    long count =
        session.number(
            "SELECT COUNT(*) FROM (SELECT code FROM pairing_request WHERE code <> ''"
                + " GROUP BY code HAVING COUNT(*) > 1) twice");
    if (count > 0) {
      findings.accept("%d pairing codes belong to more than one request.".formatted(count));
    }
  }
}
