package io.slipway.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens the connections of the demo: the application's as an application would. */
final class Connections {
  /** What the report says about the clients. */
  static final String DESCRIPTION =
      "one connection each, pgjdbc defaults with autosave=conservative";

  private Connections() {}

  static Connection application(String url, String name) throws SQLException {
    var properties = new Properties();
    properties.setProperty("ApplicationName", name);
    properties.setProperty("autosave", "conservative");
    return DriverManager.getConnection(url, properties);
  }

  static Connection plain(String url) throws SQLException {
    return DriverManager.getConnection(url);
  }
}
