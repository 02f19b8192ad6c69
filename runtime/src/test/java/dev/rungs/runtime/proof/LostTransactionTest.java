package dev.rungs.runtime.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.MigrationFailedException;
import dev.rungs.runtime.MigrationStep;
import dev.rungs.runtime.Migrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A step takes an error for harmless after which SQLite has rolled the whole transaction back, and
 * goes on. What it writes then must not be committed.
 */
class LostTransactionTest {
  private static final String CREATE =
      "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT); INSERT INTO notes VALUES (1, 'one');";

  @TempDir Path folder;

  @Test
  void statementsAfterARollbackAreNotCommitted() throws SQLException {
    goOn(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO notes VALUES (77, 'after')");
          }
        });
  }

  @Test
  void preparedStatementsAfterARollbackAreNotCommitted() throws SQLException {
    goOn(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO notes VALUES (?, 'after')")) {
            for (int id = 77; id < 80; id++) {
              insert.setInt(1, id);
              insert.addBatch();
            }
            insert.executeBatch();
          }
        });
  }

  @Test
  void statementsPreparedBeforeARollbackAreNotCommitted() throws SQLException {
    fails(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT INTO notes VALUES (77, 'after')")) {
            rollBack(connection);
            insert.executeUpdate();
          }
        });
  }

  private void goOn(MigrationStep more) throws SQLException {
    fails(
        connection -> {
          rollBack(connection);
          more.up(connection);
        });
  }

  private void fails(MigrationStep step) throws SQLException {
    Ladder ladder =
        Ladder.named("proof.Lost")
            .sql("create_notes", CREATE, null)
            .step("go_on", "INSERT INTO notes VALUES (2, 'two')", null, () -> step)
            .unproven();
    Path file = folder.resolve("app.db");
    Migrator.builder(ladder.upTo(1)).build().migrate(file);
    assertThrows(
        MigrationFailedException.class, () -> Migrator.builder(ladder).build().migrate(file));
    try (Connection connection = PlainSqlite.file(file)) {
      assertEquals("1", DatabaseContent.value(connection, "PRAGMA user_version"));
      assertEquals("1", DatabaseContent.value(connection, "SELECT group_concat(id) FROM notes"));
    }
  }

  private static void rollBack(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("INSERT OR ROLLBACK INTO notes VALUES (1, 'again')");
    } catch (SQLException takenForHarmless) {
      // As a step does that means INSERT OR IGNORE.
    }
  }
}
