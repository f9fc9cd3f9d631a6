package io.nanobot.host.store.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** A connection to a database server, with its settings made. */
final class ServerConnection {
  private ServerConnection() {}

  static Connection open(String url, Properties properties, List<String> settings)
      throws SQLException {
    Connection connection = connect(url, properties);
    try (Statement statement = connection.createStatement()) {
      for (String setting : settings) {
        statement.execute(setting);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Drivers quote a URL that they can not read, and it may hold a password. */
  private static Connection connect(String url, Properties properties) throws SQLException {
    try {
      return DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(url)) {
        throw new SQLException("no driver can read the URL " + Urls.shown(url), e.getSQLState());
      }
      throw e;
    }
  }
}
