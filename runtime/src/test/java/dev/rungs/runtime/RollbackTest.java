package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going down: in order, with approval and a copy, or not at all. */
class RollbackTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T08:15:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  @BeforeEach
  void create() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(file(), "INSERT INTO notes (body, slug) VALUES ('kept', 'lost')");
  }

  private Path file() {
    return directory.resolve("app.db");
  }

  private static Migrator approved(Registry registry) {
    return Migrator.builder(registry).allowDestructive().clock(CLOCK).build();
  }

  private <E extends MigrationException> E refused(Class<E> type, Migrator migrator, int version) {
    var before = TestFile.bytes(directory);
    E refusal = assertThrows(type, () -> migrator.rollbackTo(file(), version));
    assertEquals(before, TestFile.bytes(directory));
    return refusal;
  }

  @Test
  void undoesFromTheTopAndCopiesFirst() {
    MigrationReport report = approved(Migrations.notes()).rollbackTo(file(), 1);

    assertEquals(Action.ROLLBACK, report.action());
    assertEquals(3, report.fromVersion());
    assertEquals(1, report.toVersion());
    assertEquals(2, report.applied().size());
    assertEquals(3, report.applied().get(0).version());
    assertEquals(1, TestFile.version(file()));
    assertEquals("1", TestFile.query(file(), "SELECT version FROM rungs_history"));
    assertEquals("kept", TestFile.query(file(), "SELECT body FROM notes"));
    Path copy = report.backup().orElseThrow();
    assertEquals("app.db.v3-20261121T081500Z.bak", copy.getFileName().toString());
    assertEquals("kept|lost", TestFile.query(copy, "SELECT body, slug FROM notes"));
    assertEquals(3, TestFile.version(copy));
  }

  @Test
  void goesDownToNothingAndUpAgain() {
    approved(Migrations.notes()).rollbackTo(file(), 0);

    assertEquals(0, TestFile.version(file()));
    assertEquals("rungs_history", TestFile.query(file(), "SELECT name FROM sqlite_schema"));
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    assertEquals(Action.CREATE, migrator.migrate(file()).action());
    assertEquals(3, TestFile.version(file()));
  }

  @Test
  void doesNothingWhereTheVersionIsThere() {
    var before = TestFile.bytes(directory);
    MigrationReport report = approved(Migrations.notes()).rollbackTo(file(), 3);
    assertEquals(Action.NOTHING, report.action());
    assertEquals(before, TestFile.bytes(directory));
  }

  @Test
  void needsApprovalOfEveryVersion() {
    var refusal =
        refused(
            DestructiveApprovalRequiredException.class,
            Migrator.builder(Migrations.notes()).allowDestructive(3).build(),
            1);
    assertTrue(refusal.getMessage().contains("2 (step_2)"), refusal.getMessage());
    assertTrue(refusal.getMessage().endsWith("allowDestructive(2)."), refusal.getMessage());
  }

  @Test
  void refusesBeforeAnythingWhereOneCannotBeUndone() {
    Migrations registry =
        Migrations.notes()
            .up("CREATE TABLE one_way (x);")
            .up("CREATE TABLE t (x);", "DROP TABLE t;");
    Migrator.builder(registry).build().migrate(file());

    var refusal = refused(IrreversibleMigrationException.class, approved(registry), 2);

    assertTrue(refusal.getMessage().contains("Version 4 (step_4)"), refusal.getMessage());
    assertEquals(4, approved(registry).rollbackTo(file(), 4).toVersion());
  }

  @Test
  void refusesToUndoARebuild() {
    Migrations registry = Migrations.notes().rebuild("CREATE TABLE cache (x);");
    Migrator.builder(registry).allowRebuild().withoutBackups().build().migrate(file());

    refused(IrreversibleMigrationException.class, approved(registry), 3);
  }

  @Test
  void refusesToGoUp() {
    refused(MigrationException.class, approved(Migrations.notes()), 7);
  }

  @Test
  void refusesDrift() {
    TestFile.run(file(), "CREATE TABLE mine (x)");
    refused(SchemaDriftException.class, approved(Migrations.notes()), 2);
  }

  @Test
  void anAbsentFileIsNotMade() {
    Path absent = directory.resolve("absent.db");
    assertThrows(
        MigrationException.class, () -> approved(Migrations.notes()).rollbackTo(absent, 0));
    assertTrue(Files.notExists(absent));
  }

  @Test
  void anOlderBuildUndoesWhatItNeverHeardOf() {
    MigrationReport report = approved(Migrations.notes().upTo(1)).rollbackTo(file(), 1);

    assertEquals(1, report.toVersion());
    assertEquals("kept", TestFile.query(file(), "SELECT body FROM notes"));
    assertEquals(
        Action.NOTHING,
        Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file()).action());
  }

  @Test
  void anOlderBuildNeedsApprovalToo() {
    refused(
        DestructiveApprovalRequiredException.class,
        Migrator.builder(Migrations.notes().upTo(1)).allowDestructive(2).build(),
        1);
  }

  @Test
  void aChangedWayBackIsNotRun() {
    TestFile.run(file(), "UPDATE rungs_history SET down = 'DROP TABLE notes' WHERE version = 3");
    refused(HistoryMismatchException.class, approved(Migrations.notes().upTo(1)), 1);
  }

  @Test
  void aWayBackWithAFittingChecksumMustStillBeAllowed() {
    String down = "PRAGMA journal_mode = WAL; ATTACH 'other.db' AS other;";
    String sum =
        dev.rungs.runtime.internal.sql.Checksum.of(
            java.util.Optional.empty(), java.util.Optional.of(down));
    TestFile.run(
        file(),
        "UPDATE rungs_history SET down = '"
            + down.replace("'", "''")
            + "', down_checksum = '"
            + sum
            + "' WHERE version = 3");
    refused(IrreversibleMigrationException.class, approved(Migrations.notes().upTo(1)), 1);
  }

  @Test
  void anOlderBuildCannotUndoAStepOfJava() {
    Migrations newer =
        Migrations.notes()
            .step(
                new UpAndDown("UPDATE notes SET slug = 'up'", "UPDATE notes SET slug = 'down'"),
                MigrationDefinition.Builder::reversibleStep);
    Migrator.builder(newer).build().migrate(file());

    refused(IrreversibleMigrationException.class, approved(Migrations.notes()), 3);
    approved(newer).rollbackTo(file(), 3);
    assertEquals("down", TestFile.query(file(), "SELECT slug FROM notes"));
  }

  @Test
  void theStepIsUndoneBeforeTheScript() {
    Migrations registry =
        Migrations.notes()
            .step(
                new UpAndDown(
                    "UPDATE notes SET mood = 'up'", "UPDATE notes SET slug = mood || '+down'"),
                builder ->
                    builder
                        .up("ALTER TABLE notes ADD COLUMN mood TEXT;")
                        .down("ALTER TABLE notes DROP COLUMN mood;")
                        .reversibleStep());
    Migrator.builder(registry).build().migrate(file());

    approved(registry).rollbackTo(file(), 3);

    assertEquals("kept|up+down", TestFile.query(file(), "SELECT body, slug FROM notes"));
  }

  @Test
  void aFailureLeavesTheVersionAndTakesTheCopyAway() {
    Migrations registry =
        Migrations.notes().up("CREATE TABLE t (x);", "DROP TABLE t;\nDROP TABLE no_such;");
    Migrator.builder(registry).build().migrate(file());
    var before = TestFile.bytes(directory).keySet();

    var failure =
        assertThrows(
            MigrationFailedException.class, () -> approved(registry).rollbackTo(file(), 3));

    assertEquals(4, failure.version());
    assertEquals(2, failure.line());
    assertEquals(4, TestFile.version(file()));
    assertEquals(before, TestFile.bytes(directory).keySet());
  }

  @Test
  void aWayBackThatLeadsElsewhereFails() {
    Migrations registry = Migrations.notes().up("CREATE TABLE t (x);", "CREATE TABLE u (x);");
    Migrator.builder(registry).build().migrate(file());

    var failure =
        assertThrows(
            MigrationFailedException.class, () -> approved(registry).rollbackTo(file(), 3));

    assertTrue(failure.getMessage().contains("version 3"), failure.getMessage());
    assertEquals(4, TestFile.version(file()));
  }

  @Test
  void worksOverAConnectionInMemory() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Migrator migrator = approved(Migrations.notes());
      migrator.migrate(connection);
      MigrationReport report = migrator.rollbackTo(connection, 2);
      assertEquals(2, report.toVersion());
      assertTrue(report.backup().isEmpty());
    }
  }

  private record UpAndDown(String upSql, String downSql) implements ReversibleStep {
    @Override
    public void up(Connection connection) throws SQLException {
      TestFile.run(connection, upSql);
    }

    @Override
    public void down(Connection connection) throws SQLException {
      TestFile.run(connection, downSql);
    }
  }
}
