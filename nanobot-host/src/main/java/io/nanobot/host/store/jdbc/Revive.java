package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.DeadLetter;
import java.sql.SQLException;
import java.util.List;

/** A dead letter becomes a message again, at the end of its lane. */
final class Revive extends Change<Void> {
  private final DeadLetter letter;
  private final String encoded;
  private boolean happened;

  Revive(DeadLetter letter, String encoded) {
    this.letter = letter;
    this.encoded = encoded;
  }

  /** Whether it was still there when it was applied last. */
  boolean happened() {
    return happened;
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(letter.lane());
  }

  /** Without account: its ID is known already, and must not keep it away. */
  @Override
  Void apply(UnitOfWork work) throws SQLException {
    happened = DeadLetterTable.remove(work.session(), List.of(letter.id())) == 1;
    if (happened) {
      work.append(
          work.lane(letter.lane()),
          null,
          letter.messageId(),
          letter.payload().orElseThrow(),
          encoded);
    }
    return null;
  }
}
