package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.NewMessage;
import io.nanobot.host.store.Person;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Somebody is told something, unless they were told it not long ago. */
final class Tell extends Change<Boolean> {
  /** Longer ago than anything that is not told again. */
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  /** By so much another gateway's time may be ahead of a transaction that waited for it. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final Person person;
  private final String kind;
  private final Duration every;
  private final NewMessage message;
  private final String encoded;

  Tell(Person person, String kind, Duration every, NewMessage message, String encoded) {
    this.person = person;
    this.kind = kind;
    this.every = every;
    this.message = message;
    this.encoded = encoded;
  }

  @Override
  void declare(UnitOfWork work) {
    work.needLane(message.lane());
  }

  @Override
  Boolean apply(UnitOfWork work) throws SQLException {
    if (!isLongAgo(work) && !isFirst(work)) {
      return false;
    }
    work.append(work.lane(message.lane()), null, message.id(), message.payload(), encoded);
    return true;
  }

  /** A time far in the future is one before the engine's clock was set back. */
  private boolean isLongAgo(UnitOfWork work) throws SQLException {
    return work.session()
            .update(
                "UPDATE notice SET told_at = ? WHERE channel = ? AND scheme = ? AND sender = ?"
                    + " AND kind = ? AND (told_at <= ? OR told_at > ?)",
                work.now(),
                person.channel(),
                person.identity().scheme(),
                person.identity().value(),
                kind,
                work.now() - every.toMillis(),
                work.now() + AHEAD.toMillis())
        > 0;
  }

  private boolean isFirst(UnitOfWork work) throws SQLException {
    boolean first =
        work.session()
                .update(
                    work.dialect()
                        .insertUnlessPresent("notice", "channel, scheme, sender, kind, told_at"),
                    person.channel(),
                    person.identity().scheme(),
                    person.identity().value(),
                    kind,
                    work.now())
            > 0;
    if (first) {
      forget(work.session(), work.now() - FORGOTTEN.toMillis());
    }
    return first;
  }

  /** A portion at a time, so that the table grows no longer than a day. */
  private static void forget(Session session, long before) throws SQLException {
    List<Long> old =
        session.query(
            "SELECT id FROM notice WHERE told_at < ? ORDER BY told_at LIMIT 100",
            result -> result.getLong(1),
            before);
    session.updateAll(
        "DELETE FROM notice WHERE id = ? AND told_at < ?",
        old,
        (statement, id) -> {
          statement.setLong(1, id);
          statement.setLong(2, before);
        });
  }

  /** They write again if they want to know. */
  @Override
  boolean outlastsFaults() {
    return false;
  }
}
