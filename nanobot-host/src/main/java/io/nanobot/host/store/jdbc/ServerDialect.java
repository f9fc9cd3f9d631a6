package io.nanobot.host.store.jdbc;

import io.nanobot.api.config.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A database server, which several gateways can work with. */
abstract class ServerDialect implements Dialect {
  private final String engine;
  private final String url;
  private final String user;
  private final Secret password;
  private final Map<String, String> properties;
  private final List<String> settings;

  /**
   * Remembers how to connect.
   *
   * @param properties of the driver
   * @param settings the statements that each connection begins with
   */
  ServerDialect(
      String engine,
      String url,
      String user,
      Secret password,
      Map<String, String> properties,
      List<String> settings) {
    this.engine = engine;
    this.url = url;
    this.user = user;
    this.password = password;
    this.properties = properties;
    this.settings = settings;
  }

  @Override
  public final String name() {
    return engine + " " + Urls.shown(url);
  }

  @Override
  public final Session open() throws SQLException {
    return Session.transactional(connection());
  }

  @Override
  public final Session openReader() throws SQLException {
    return Session.autoCommitting(connection());
  }

  private Connection connection() throws SQLException {
    Connection connection = connect();
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
  private Connection connect() throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("user", user);
    all.setProperty("password", password.reveal());
    all.setProperty("tcpKeepAlive", "true");
    try {
      return DriverManager.getConnection(url, all);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(url)) {
        throw new SQLException("no driver can read the URL " + Urls.shown(url), e.getSQLState());
      }
      throw e;
    }
  }

  @Override
  public final String forUpdate() {
    return " FOR UPDATE";
  }

  @Override
  public final Fault classify(SQLException failure) {
    return ServerFaults.classify(failure);
  }

  @Override
  public final boolean isShared() {
    return true;
  }
}
