package io.nanobot.host.store.jdbc;

import io.nanobot.host.store.jdbc.Dialect.Fault;
import java.sql.SQLException;
import java.util.Set;

/** What the SQLSTATE of a database server means. */
final class ServerFaults {
  /** 23: somebody wrote the same row first; 40: deadlock or serialization. */
  private static final Set<String> RACE = Set.of("23", "40");

  /** 55P03: a lock was not had in time. 1205 and 1213 are MariaDB's for that and for deadlock. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final Set<Integer> MARIADB_LOCKS = Set.of(1205, 1213);

  /**
   * 08: no connection; 25: read only, or a transaction that took too long; 28: no access; 53: no
   * resources; 57: told to stop; 58: the system failed; HY000 and 70100 are MariaDB's for full
   * disks, read-only servers and killed connections.
   */
  private static final Set<String> DOWN =
      Set.of("08", "25", "28", "53", "57", "58", "XX", "HY", "70");

  private ServerFaults() {}

  static Fault classify(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    String kind = state.length() < 2 ? "" : state.substring(0, 2);
    if (RACE.contains(kind)
        || state.equals(LOCK_NOT_AVAILABLE)
        || MARIADB_LOCKS.contains(failure.getErrorCode())) {
      return Fault.RACE;
    }
    return kind.isEmpty() || DOWN.contains(kind) ? Fault.DOWN : Fault.REFUSED;
  }
}
