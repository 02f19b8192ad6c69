package dev.rungs.examples.memoir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rungs.runtime.AppliedMigration;
import dev.rungs.runtime.DestructiveApprovalRequiredException;
import dev.rungs.runtime.MigrationReport;
import dev.rungs.runtime.MigrationStatus;
import dev.rungs.runtime.Migrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Up, down, and what becomes of the rows. */
class EvolutionTest {
  private static final Migrator MIGRATOR = Migrator.builder(MigrationRegistry.INSTANCE).build();
  private static final Migrator APPROVED =
      Migrator.builder(MigrationRegistry.INSTANCE).allowDestructive().build();

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void createTheFile() {
    file = folder.resolve("memoir.db");
    MIGRATOR.migrate(file);
  }

  @Test
  void namesComeFromTheClasses() {
    assertEquals(
        List.of("create_memories", "add_superseded_by", "create_supersession_events"),
        MIGRATOR.status(file).migrations().stream().map(MigrationStatus.Entry::name).toList());
  }

  @Test
  void goingDownTakesTheLogItsIndexesAndItsTriggerAway() throws SQLException {
    assertEquals(
        List.of(
            "index supersession_events_decided_at_idx",
            "index supersession_events_loser_decided_idx",
            "table supersession_events",
            "trigger sync_superseded_by_cache"),
        objectsOfTheLog());

    MigrationReport report = APPROVED.rollbackTo(file, 2);

    assertEquals(3, report.fromVersion());
    assertEquals(2, report.toVersion());
    assertEquals(List.of(), objectsOfTheLog());
  }

  @Test
  void goingDownKeepsWhatTheCacheKnowsAndGoingUpMakesItTheFirstDecisions() throws SQLException {
    try (Connection connection = connect()) {
      Memories memories = new Memories(connection, new SteppingClock());
      memories.supersede(memories.remember("old"), memories.remember("new"));
    }
    APPROVED.rollbackTo(file, 2);
    assertEquals(1, count("SELECT count(*) FROM memories WHERE superseded_by IS NOT NULL"));

    MigrationReport report = MIGRATOR.migrate(file);

    assertEquals(
        List.of("create_supersession_events"),
        report.applied().stream().map(AppliedMigration::name).toList());
    try (Connection connection = connect()) {
      Memories memories = new Memories(connection, Clock.systemUTC());
      Memory winner = memories.recall().get(0);
      assertEquals("new", winner.body());
      Decision decision = memories.log().get(0);
      assertEquals(Optional.of(winner.pid()), decision.winner());
      assertEquals(Instant.parse("2026-01-01T01:00:00Z"), decision.decidedAt());
      assertEquals(1, memories.log().size());
    }
  }

  @Test
  void aCacheOfVersionTwoThatPointsAtItselfIsNotMadeADecision() throws SQLException {
    APPROVED.rollbackTo(file, 2);
    execute(
        "INSERT INTO memories (pid, body, created_at, superseded_by)"
            + " VALUES ('a', 'odd', '2026-01-01T00:00:00.000Z', 'a')");
    MIGRATOR.migrate(file);
    assertEquals(0, count("SELECT count(*) FROM supersession_events"));
    assertEquals(1, count("SELECT count(*) FROM memories WHERE superseded_by = 'a'"));
  }

  @Test
  void downToNothingAndUpAgainGivesAWorkingFile() throws SQLException {
    APPROVED.rollbackTo(file, 0);
    assertEquals(0, MIGRATOR.status(file).storedVersion());
    MIGRATOR.migrate(file);
    try (Connection connection = connect()) {
      Memories memories = new Memories(connection, new SteppingClock());
      String old = memories.remember("old");
      memories.supersede(old, memories.remember("new"));
      assertEquals(1, memories.recall().size());
    }
  }

  @Test
  void goingDownWaitsForApproval() throws Exception {
    byte[] before = Files.readAllBytes(file);
    assertThrows(DestructiveApprovalRequiredException.class, () -> MIGRATOR.rollbackTo(file, 2));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)));
  }

  private List<String> objectsOfTheLog() throws SQLException {
    List<String> objects = new ArrayList<>();
    String sql =
        "SELECT type || ' ' || name FROM sqlite_schema"
            + " WHERE tbl_name = 'supersession_events' ORDER BY 1";
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        objects.add(row.getString(1));
      }
    }
    return objects;
  }

  private int count(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA foreign_keys = ON");
    }
    return connection;
  }
}
