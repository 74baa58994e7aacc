package org.fovea.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables of a library to the form that this version knows. Each step is an SQL file that
 * is never changed once it was released; the number of steps taken is the database's {@code
 * user_version}.
 */
final class Migrations {
  private static final List<String> STEPS =
      List.of("0001-first.sql", "0002-mucosa.sql", "0003-batch.sql", "0004-area.sql");

  private Migrations() {}

  /** Number of the schema that this version writes. */
  static int newest() {
    return STEPS.size();
  }

  static int version(Connection connection) throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery("PRAGMA user_version")) {
      r.next();
      return r.getInt(1);
    }
  }

  /** Takes the missing steps, all or none. */
  static void apply(Connection connection) throws SQLException {
    int from = version(connection);
    if (from >= newest()) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement s = connection.createStatement()) {
      for (int step = from; step < newest(); step++) {
        // sqlite-jdbc runs all statements of one string
        s.executeUpdate(resource(STEPS.get(step)));
      }
      s.executeUpdate("PRAGMA user_version = " + newest());
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
