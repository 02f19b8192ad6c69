package dev.rungs.examples.appdatabase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.AppDatabase;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work with an open register: transactions, cached statements, health. */
class AgentsTest {
  @TempDir Path folder;

  private AppDatabase database;
  private Agents agents;

  @BeforeEach
  void open() {
    database = AppDatabase.open(folder.resolve("app.db"), MigrationRegistry.INSTANCE);
    agents = new Agents(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void everyChangeIsInTheLog() throws SQLException {
    long first = agents.add("Supervisor", "Watches");
    assertEquals(first + 1, agents.add("Writer", "Writes"));
    assertTrue(agents.remove("Writer"));
    assertFalse(agents.remove("Writer"));
    assertEquals(
        Optional.of(new Agents.Agent("Supervisor", "supervisor", "Watches")),
        agents.find("Supervisor"));
    assertEquals(Optional.empty(), agents.find("Writer"));
    assertEquals(List.of("insert Supervisor", "insert Writer", "delete Writer"), agents.audit());
  }

  @Test
  void anAgentThatCannotBeAddedLeavesNoEntry() throws SQLException {
    agents.add("Supervisor", "Watches");
    assertThrows(SQLException.class, () -> agents.add("Supervisor", "again"));
    assertThrows(SQLException.class, () -> agents.add("SUPERVISOR!", "the same handle"));
    assertEquals(List.of("insert Supervisor"), agents.audit());
  }

  @Test
  void aTransactionIsAllOrNothing() throws SQLException {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                database.useTransaction(
                    connection -> {
                      agents.add("One", "");
                      agents.add("Two", "");
                      changeMyMind();
                    }));
    assertEquals("changed my mind", thrown.getMessage());
    assertEquals(List.of(), agents.all());
    assertEquals(List.of(), agents.audit());
  }

  @Test
  void aTransactionHasAResultAndItsPartsMayFailAlone() throws SQLException {
    long added =
        database.transaction(
            connection -> {
              agents.add("One", "");
              assertThrows(SQLException.class, () -> agents.add("One", "again"));
              return agents.add("Two", "");
            });
    assertEquals(2, added);
    assertEquals(List.of("insert One", "insert Two"), agents.audit());
  }

  @Test
  void theSameTextIsTheSameStatementUntilTheDatabaseIsClosed() throws SQLException {
    PreparedStatement first = database.prepare("SELECT * FROM agents WHERE name = ?");
    assertSame(first, database.prepare("SELECT * FROM agents WHERE name = ?"));
    assertNotSame(first, database.prepare("SELECT * FROM agents WHERE id = ?"));
    database.close();
    assertTrue(first.isClosed());
    assertThrows(SQLException.class, () -> database.prepare("SELECT 1"));
  }

  @Test
  void anOpenDatabaseIsHealthyAndAClosedOneIsNot() {
    assertTrue(database.isHealthy());
    database.close();
    assertFalse(database.isHealthy());
    database.close();
  }

  private static void changeMyMind() {
    throw new IllegalStateException("changed my mind");
  }
}
