package io.nanobot.host.store.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What is wrong with a database and what to do, in sentences for people. */
final class FaultText {
  private FaultText() {}

  static String of(SQLException failure) {
    return failure instanceof SQLiteException sqlite ? sqlite(sqlite) : oneLine(innermost(failure));
  }

  /** A batch's own words quote the statement with its values, which are people's messages. */
  private static SQLException innermost(SQLException failure) {
    if (!(failure instanceof BatchUpdateException)) {
      return failure;
    }
    if (failure.getNextException() != null) {
      return failure.getNextException();
    }
    return failure.getCause() instanceof SQLException cause
        ? cause
        : new SQLException("a statement failed", failure.getSQLState());
  }

  private static String sqlite(SQLiteException failure) {
    int code = failure.getResultCode().code & 0xff;
    if (code == SQLiteErrorCode.SQLITE_FULL.code) {
      return "the disk is full. Make room; it goes on by itself.";
    }
    if (code == SQLiteErrorCode.SQLITE_READONLY.code
        || code == SQLiteErrorCode.SQLITE_PERM.code
        || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return "its file can not be written (%s). Let the user of the gateway write it and its folder."
          .formatted(failure.getResultCode());
    }
    if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return "its file is damaged (%s). Stop the gateway, keep the file, and put a backup in its place: nanobot store restore."
          .formatted(failure.getResultCode());
    }
    if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
      return "the disk does not answer as it should (%s).".formatted(failure.getResultCode());
    }
    return oneLine(failure);
  }

  private static String oneLine(SQLException failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("").strip();
    return message.endsWith(".") ? message : message + ".";
  }
}
