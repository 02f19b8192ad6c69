package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link AppDatabase#prepare} keeps, and for how long. */
class AppDatabaseStatementsTest extends AppDatabaseFixture {
  @Test
  void preparesTheSameTextOnce() throws SQLException {
    try (AppDatabase db = tables()) {
      PreparedStatement first = db.prepare("SELECT ?");
      first.setString(1, "kept");
      PreparedStatement second = db.prepare("SELECT ?");
      assertSame(first, second);
      try (ResultSet row = second.executeQuery()) {
        assertEquals(null, row.getString(1), "parameters of an earlier use are cleared");
      }
      assertNotSame(first, db.prepare("SELECT ? "));
    }
  }

  @Test
  void preparingAgainKeepsABatch() throws SQLException {
    try (AppDatabase db = tables()) {
      for (String body : List.of("a", "b", "c")) {
        PreparedStatement insert = db.prepare("INSERT INTO notes (body) VALUES (?)");
        insert.setString(1, body);
        insert.addBatch();
      }
      db.prepare("INSERT INTO notes (body) VALUES (?)").executeBatch();
      assertEquals("abc", ask(db.connection(), "SELECT group_concat(body, '') FROM notes"));
    }
  }

  @Test
  void closesTheStatementUsedLongestAgo() throws SQLException {
    AppDatabase.Builder builder =
        AppDatabase.builder(Migrations.deferredNotes()).withoutMigration().statementCache(2);
    try (AppDatabase db = builder.open(file)) {
      PreparedStatement one = db.prepare("SELECT 1");
      PreparedStatement two = db.prepare("SELECT 2");
      assertSame(one, db.prepare("SELECT 1"));
      db.prepare("SELECT 3");
      assertTrue(two.isClosed());
      assertThrows(SQLException.class, two::executeQuery);
      assertSame(one, db.prepare("SELECT 1"));
      assertNotSame(two, db.prepare("SELECT 2"));
    }
  }

  @Test
  void preparesAnewWhatTheCallerClosed() throws SQLException {
    try (AppDatabase db = tables()) {
      PreparedStatement first;
      try (PreparedStatement closed = db.prepare("SELECT 1")) {
        first = closed;
      }
      PreparedStatement second = db.prepare("SELECT 1");
      assertNotSame(first, second);
      try (ResultSet row = second.executeQuery()) {
        assertEquals(1, row.getInt(1));
      }
    }
  }

  @Test
  void preparesOneStatementOnly() throws SQLException {
    try (AppDatabase db = tables()) {
      SQLException refused =
          assertThrows(
              SQLException.class, () -> db.prepare("DELETE FROM tags; DELETE FROM notes;"));
      assertTrue(refused.getMessage().contains("has several"));
      db.prepare("SELECT ';' AS semicolon; -- done");
    }
  }

  @Test
  void keepsNothingOfAStatementThatDoesNotCompile() throws SQLException {
    try (AppDatabase db = tables()) {
      assertThrows(SQLException.class, () -> db.prepare("SELECT * FROM missing"));
      try (Statement statement = db.connection().createStatement()) {
        statement.executeUpdate("CREATE TABLE missing (a)");
      }
      assertFalse(db.prepare("SELECT * FROM missing").isClosed());
    }
  }
}
