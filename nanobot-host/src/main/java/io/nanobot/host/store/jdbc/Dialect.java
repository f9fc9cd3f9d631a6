package io.nanobot.host.store.jdbc;

import java.sql.SQLException;
import java.util.List;

/** What is not the same in all databases. */
interface Dialect {
  /** What a failure means for what was to be done. */
  enum Fault {
    /** Somebody else was in the way: the same may succeed when it is done anew. */
    RACE,
    /** The database can do nothing at present. */
    DOWN,
    /** The database works, but not this. */
    REFUSED
  }

  /** What it is, in words, without a password. */
  String name();

  /** Opens a connection whose commits are durable. */
  Session open() throws SQLException;

  /** Opens a connection to read with. */
  Session openReader() throws SQLException;

  /** The engine's clock, in milliseconds since 1970. */
  long now(Session session) throws SQLException;

  /** What keeps others from changing the rows of a query until the commit. */
  String forUpdate();

  /** An INSERT with a question mark for each column, which leaves alone what is there. */
  String insertUnlessPresent(String table, String columns);

  /** The folder of the migrations. */
  String migrations();

  /** Lets one process at a time go on, until it has committed and unlocked, or is gone. */
  void lockForMigration(Session session) throws SQLException;

  void unlockAfterMigration(Session session) throws SQLException;

  /** Where what is committed may still be lost: sentences for people. */
  List<String> durabilityWarnings(Session session) throws SQLException;

  Fault classify(SQLException failure);

  /** Whether several gateways can work on one store at once. */
  boolean isShared();

  /** Starts what has to be done beside the commits. */
  default Upkeep upkeep(GroupCommit commits) {
    return () -> {};
  }

  /** Something that goes on until it is closed. */
  interface Upkeep extends AutoCloseable {
    @Override
    void close();
  }

  /** The columns as question marks, for an INSERT. */
  static String values(String columns) {
    return InList.marks(columns.split(",").length);
  }
}
