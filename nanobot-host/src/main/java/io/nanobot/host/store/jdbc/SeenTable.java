package io.nanobot.host.store.jdbc;

import io.nanobot.api.message.Conversation;
import io.nanobot.api.message.Identity;
import io.nanobot.host.store.KnownSenders;
import io.nanobot.host.store.Person;
import io.nanobot.host.store.Sighting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of those who wrote lately: one row for each place in which somebody writes. */
final class SeenTable {
  private static final String NOT_IN_A_GROUP = "";

  /** Stands between the name of a decision and its reason, if there is one. */
  private static final String REASON = ": ";

  private static final String SELECT =
      "SELECT channel, scheme, sender, entry, name, group_id, group_title, decision, seen_at"
          + " FROM seen_sender";

  private SeenTable() {}

  /** Returns false if there is no such row. */
  static boolean update(Session session, Sighting sighting, long now) throws SQLException {
    Person person = sighting.person();
    return session.update(
            "UPDATE seen_sender"
                + " SET name = ?, group_title = ?, entry = ?, decision = ?, seen_at = ?"
                + " WHERE channel = ? AND scheme = ? AND sender = ? AND group_id = ?",
            sighting.name(),
            title(sighting),
            sighting.entry(),
            decision(sighting),
            now,
            person.channel(),
            person.identity().scheme(),
            person.identity().value(),
            group(sighting))
        > 0;
  }

  static void insert(UnitOfWork work, Sighting sighting) throws SQLException {
    Person person = sighting.person();
    work.session()
        .update(
            work.dialect()
                .insertUnlessPresent(
                    "seen_sender",
                    "channel, scheme, sender, group_id, name, group_title, entry, decision, seen_at"),
            person.channel(),
            person.identity().scheme(),
            person.identity().value(),
            group(sighting),
            sighting.name(),
            title(sighting),
            sighting.entry(),
            decision(sighting),
            work.now());
  }

  /** Forgets those of a channel who wrote longest ago, if there are too many. */
  static void trim(Session session, String channel) throws SQLException {
    List<Long> tooMany =
        session.query(
            "SELECT id FROM seen_sender WHERE channel = ?"
                + " ORDER BY seen_at DESC, id DESC LIMIT 100 OFFSET "
                + KnownSenders.SEEN_PER_CHANNEL,
            result -> result.getLong(1),
            channel);
    session.updateAll(
        "DELETE FROM seen_sender WHERE id = ?",
        tooMany,
        (statement, id) -> statement.setLong(1, id));
  }

  static List<Sighting.Dated> all(Session session) throws SQLException {
    return session.query(SELECT + " ORDER BY seen_at, id", SeenTable::read);
  }

  static List<Sighting.Dated> of(Session session, String channel) throws SQLException {
    return session.query(
        SELECT + " WHERE channel = ? ORDER BY seen_at, id", SeenTable::read, channel);
  }

  private static Sighting.Dated read(ResultSet result) throws SQLException {
    String group = result.getString(6);
    Optional<Conversation> place =
        group.equals(NOT_IN_A_GROUP)
            ? Optional.empty()
            : Optional.of(Conversation.group(group, result.getString(7)));
    String[] decision = result.getString(8).split(REASON, 2);
    Sighting sighting =
        new Sighting(
            new Person(result.getString(1), new Identity(result.getString(2), result.getString(3))),
            result.getString(4),
            result.getString(5),
            place,
            decision[0],
            decision.length > 1 ? Optional.of(decision[1]) : Optional.empty());
    return new Sighting.Dated(sighting, Instant.ofEpochMilli(result.getLong(9)));
  }

  private static String decision(Sighting sighting) {
    return sighting
        .unidentifiedBecause()
        .map(reason -> sighting.decision() + REASON + reason)
        .orElseGet(sighting::decision);
  }

  private static String group(Sighting sighting) {
    return sighting.group().map(Conversation::id).orElse(NOT_IN_A_GROUP);
  }

  private static String title(Sighting sighting) {
    return sighting.group().map(Conversation::title).orElse("");
  }
}
