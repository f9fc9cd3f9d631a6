package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.Lane;
import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Queue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a gateway leaves that was killed: much that is done, and some that waits. */
final class Residue {
  private static final int PORTION = 10_000;

  private final PayloadCodec codec = new PayloadCodec();
  private final Session session;
  private final Map<Lane, Long> lanes;

  private Residue(Session session, Map<Lane, Long> lanes) {
    this.session = session;
    this.lanes = lanes;
  }

  /** The tables must be there. */
  static void write(Dialect dialect, int done, int pending) throws SQLException {
    Session session = dialect.open();
    try {
      Set<Lane> names = new LinkedHashSet<>();
      for (int n = 0; n < done + pending; n++) {
        names.add(Samples.lane(Queue.INBOX, n));
      }
      Residue residue = new Residue(session, new LaneTable(dialect).numbers(session, names));
      residue.messages(done + pending);
      residue.cursors(done, dialect.now(session));
    } finally {
      session.close();
    }
  }

  private void messages(int count) throws SQLException {
    int conversations = lanes.size();
    List<MessageTable.NewRow> rows = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      NewMessage message = Samples.question(n);
      rows.add(
          new MessageTable.NewRow(
              lanes.get(message.lane()),
              n / conversations + 1L,
              Samples.CHANNEL,
              message.id(),
              0,
              codec.encode(message.payload())));
      if (rows.size() == PORTION || n == count - 1) {
        MessageTable.insert(session, rows);
        session.commit();
        rows.clear();
      }
    }
  }

  /** The messages are spread evenly, so each lane has as many that are done. */
  private void cursors(int done, long now) throws SQLException {
    long doneEach = done / lanes.size();
    session.update(
        "UPDATE lane SET head = ?, owner = 'killed', token = 1, visible_at = ?,"
            + " tail = (SELECT MAX(pos) FROM message WHERE lane = lane.id)",
        doneEach + 1,
        now - 1);
    session.commit();
  }
}
