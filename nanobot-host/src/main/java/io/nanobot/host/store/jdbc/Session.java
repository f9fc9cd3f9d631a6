package io.nanobot.host.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection with the statements that were prepared on it. For one thread at a time. */
final class Session implements AutoCloseable {
  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet result) throws SQLException;
  }

  /** Fills in the parameters of a statement. */
  @FunctionalInterface
  interface Binding<T> {
    void bind(PreparedStatement statement, T values) throws SQLException;
  }

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private final Optional<String> begin;
  private boolean begun;

  private Session(Connection connection, Optional<String> begin) {
    this.connection = connection;
    this.begin = begin;
  }

  /** Takes the connection over; what is done on it waits for a commit. */
  static Session transactional(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    return new Session(connection, Optional.empty());
  }

  /**
   * Takes the connection over; what is done on it waits for a commit. For a driver that would begin
   * the next transaction, with its lock, right after each commit.
   */
  static Session transactional(Connection connection, String begin) {
    return new Session(connection, Optional.of(begin));
  }

  /** Takes the connection over; each statement is a transaction. */
  static Session autoCommitting(Connection connection) {
    return new Session(connection, Optional.empty());
  }

  <T> List<T> query(String sql, Row<T> row, Object... values) throws SQLException {
    PreparedStatement statement = prepare(sql, values);
    try (ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(row.read(result));
      }
      return rows;
    }
  }

  <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
    return query(sql, row, values).stream().findFirst();
  }

  /** How many there are, or another number. */
  long number(String sql, Object... values) throws SQLException {
    return first(sql, result -> result.getLong(1), values).orElse(0L);
  }

  /** Returns how many rows were changed. */
  int update(String sql, Object... values) throws SQLException {
    return prepare(sql, values).executeUpdate();
  }

  <T> void updateAll(String sql, Collection<T> rows, Binding<T> binding) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    PreparedStatement statement = prepare(sql);
    for (T row : rows) {
      binding.bind(statement, row);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /** Executes a statement that is not worth keeping. */
  void execute(String sql) throws SQLException {
    begin();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void executeAll(List<String> statements) throws SQLException {
    for (String statement : statements) {
      execute(statement);
    }
  }

  void commit() throws SQLException {
    if (begin.isEmpty()) {
      connection.commit();
    } else if (begun) {
      prepared("COMMIT").execute();
      begun = false;
    }
  }

  /** Undoes what was not committed; a connection that can not even do that is of no use. */
  void rollback() throws SQLException {
    if (begin.isEmpty()) {
      connection.rollback();
    } else if (begun) {
      begun = false;
      prepared("ROLLBACK").execute();
    }
  }

  /** What may be broken is left without a word. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is of no use any more, in whatever state it is.
    }
  }

  private void begin() throws SQLException {
    if (begin.isPresent() && !begun) {
      prepared(begin.get()).execute();
      begun = true;
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    begin();
    PreparedStatement statement = prepared(sql);
    for (int i = 0; i < values.length; i++) {
      set(statement, i + 1, values[i]);
    }
    return statement;
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  private static void set(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else {
      statement.setString(index, (String) value);
    }
  }
}
