package io.nanobot.host.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nanobot.api.message.Identity;
import io.nanobot.host.store.PairingApproval;
import io.nanobot.host.store.PairingRequest;
import io.nanobot.host.store.Person;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tables of those who asked to be admitted and of those who were. */
final class PairingTable {
  /** Instead of the code of a request that was denied; it lies there until it has expired. */
  static final String DENIED = "";

  private static final String PERSON = " channel = ? AND scheme = ? AND sender = ?";

  private PairingTable() {}

  /** Lets one transaction of all gateways and commands go on, so that bounds hold. */
  static void lock(UnitOfWork work) throws SQLException {
    work.session().number("SELECT id FROM pairing_lock WHERE id = 1" + work.dialect().forUpdate());
  }

  static boolean has(Session session, Person person) throws SQLException {
    return session.number(
            "SELECT COUNT(*) FROM pairing WHERE" + PERSON,
            person.channel(),
            person.identity().scheme(),
            person.identity().value())
        > 0;
  }

  static List<PairingRequest> waiting(Session session, long now) throws SQLException {
    return session.query(
        "SELECT channel, scheme, sender, name, code, expires_at FROM pairing_request"
            + " WHERE code <> '' AND expires_at > ? ORDER BY id",
        result ->
            new PairingRequest(
                person(result),
                result.getString(4),
                result.getString(5),
                Duration.ofMillis(result.getLong(6) - now)),
        now);
  }

  /** Compares with every code to its end: how long it takes tells nothing about any of them. */
  static Optional<PairingRequest> withCode(List<PairingRequest> waiting, String code) {
    Optional<PairingRequest> found = Optional.empty();
    byte[] guess = code.getBytes(UTF_8);
    for (PairingRequest request : waiting) {
      if (MessageDigest.isEqual(guess, request.code().getBytes(UTF_8))) {
        found = Optional.of(request);
      }
    }
    return found;
  }

  /** The code of somebody's request, or {@link #DENIED}. */
  static Optional<String> code(Session session, Person person) throws SQLException {
    return session.first(
        "SELECT code FROM pairing_request WHERE" + PERSON,
        result -> result.getString(1),
        person.channel(),
        person.identity().scheme(),
        person.identity().value());
  }

  static void removeExpired(Session session, long now) throws SQLException {
    session.update("DELETE FROM pairing_request WHERE expires_at <= ?", now);
  }

  static void insert(
      Session session, Person person, String name, String code, long now, Duration life)
      throws SQLException {
    session.update(
        "INSERT INTO pairing_request"
            + " (channel, scheme, sender, name, code, created_at, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        person.channel(),
        person.identity().scheme(),
        person.identity().value(),
        name,
        code,
        now,
        now + life.toMillis());
  }

  static void deny(Session session, Person person) throws SQLException {
    session.update(
        "UPDATE pairing_request SET code = '' WHERE" + PERSON,
        person.channel(),
        person.identity().scheme(),
        person.identity().value());
  }

  static void remove(Session session, Person person) throws SQLException {
    session.update(
        "DELETE FROM pairing_request WHERE" + PERSON,
        person.channel(),
        person.identity().scheme(),
        person.identity().value());
  }

  static void admit(UnitOfWork work, PairingRequest request, String by) throws SQLException {
    Person person = request.person();
    work.session()
        .update(
            work.dialect()
                .insertUnlessPresent(
                    "pairing", "channel, scheme, sender, name, approved_by, approved_at"),
            person.channel(),
            person.identity().scheme(),
            person.identity().value(),
            request.name(),
            by,
            work.now());
  }

  static List<PairingApproval> approved(Session session) throws SQLException {
    return session.query(
        "SELECT channel, scheme, sender, name, approved_by, approved_at FROM pairing"
            + " ORDER BY channel, approved_at, id",
        PairingTable::approval);
  }

  /** Those whose ID is one of the two. */
  static List<PairingApproval> approved(Session session, String id, String other)
      throws SQLException {
    return session.query(
        "SELECT channel, scheme, sender, name, approved_by, approved_at FROM pairing"
            + " WHERE sender = ? OR sender = ? ORDER BY channel, id",
        PairingTable::approval,
        id,
        other);
  }

  static void revoke(Session session, Person person) throws SQLException {
    session.update(
        "DELETE FROM pairing WHERE" + PERSON,
        person.channel(),
        person.identity().scheme(),
        person.identity().value());
  }

  private static PairingApproval approval(ResultSet result) throws SQLException {
    return new PairingApproval(
        person(result),
        result.getString(4),
        result.getString(5),
        Instant.ofEpochMilli(result.getLong(6)));
  }

  private static Person person(ResultSet result) throws SQLException {
    return new Person(result.getString(1), new Identity(result.getString(2), result.getString(3)));
  }
}
