package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rungs.runtime.AppliedMigration.Kind;
import dev.rungs.runtime.MigrationPlan.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paths that are taken when nothing is wrong. */
class MigratorTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T08:15:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("app.db");
  }

  @Test
  void createsAnAbsentFile() {
    Migrator migrator = Migrator.builder(Migrations.notes()).clock(CLOCK).build();

    MigrationPlan plan = migrator.plan(file());
    assertEquals(Action.CREATE, plan.action());
    assertEquals(3, plan.targetVersion());
    assertEquals(3, plan.pending().size());
    assertFalse(Files.exists(file()));

    MigrationReport report = migrator.migrate(file());
    assertEquals(Action.CREATE, report.action());
    assertEquals(0, report.fromVersion());
    assertEquals(3, report.toVersion());
    assertEquals(3, report.applied().size());
    assertFalse(report.needsRepopulation());
    assertEquals(3, TestFile.version(file()));
    assertEquals(
        "1|step_1|created|2026-11-21T08:15:00Z\n2|step_2|created|2026-11-21T08:15:00Z\n"
            + "3|step_3|created|2026-11-21T08:15:00Z",
        TestFile.query(file(), "SELECT version, name, kind, applied_at FROM rungs_history"));
  }

  @Test
  void upgradesFromEachVersion() {
    for (int from = 1; from < 3; from++) {
      Path file = directory.resolve(from + ".db");
      Migrator.builder(Migrations.notes().upTo(from)).build().migrate(file);
      TestFile.run(file, "INSERT INTO notes (body) VALUES ('kept')");

      Migrator migrator = Migrator.builder(Migrations.notes()).build();
      assertEquals(Action.UPGRADE, migrator.plan(file).action());
      MigrationReport report = migrator.migrate(file);

      assertEquals(Action.UPGRADE, report.action());
      assertEquals(from, report.fromVersion());
      assertEquals(3, report.toVersion());
      assertEquals(3 - from, report.applied().size());
      assertEquals(Kind.APPLIED, report.applied().get(0).kind());
      assertEquals("kept|null", TestFile.query(file, "SELECT body, slug FROM notes"));
    }
  }

  @Test
  void leavesACurrentFileAlone() {
    Migrator migrator = Migrator.builder(Migrations.notes()).build();
    migrator.migrate(file());
    var before = TestFile.bytes(directory);

    MigrationReport report = migrator.migrate(file());

    assertEquals(Action.NOTHING, report.action());
    assertEquals(3, report.fromVersion());
    assertEquals(3, report.toVersion());
    assertTrue(report.applied().isEmpty());
    assertEquals(Action.NOTHING, migrator.plan(file()).action());
    assertEquals(before, TestFile.bytes(directory));
  }

  @Test
  void runsAStepAfterItsScriptInTheSameTransaction() {
    Migrations registry =
        Migrations.notes()
            .step(
                connection ->
                    TestFile.run(connection, "UPDATE notes SET slug = lower(body), mood = 'new'"),
                builder -> builder.up("ALTER TABLE notes ADD COLUMN mood TEXT;"));
    Migrator.builder(registry.upTo(3)).build().migrate(file());
    TestFile.run(file(), "INSERT INTO notes (body) VALUES ('ABC')");

    Migrator.builder(registry).build().migrate(file());

    assertEquals("abc|new", TestFile.query(file(), "SELECT slug, mood FROM notes"));
  }

  @Test
  void aStepIsToldTheKeysOfWhatItInserts() {
    List<Long> keys = new ArrayList<>();
    Migrations registry =
        Migrations.notes()
            .step(
                connection -> {
                  try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("INSERT INTO notes (body) VALUES ('of the step')");
                    try (ResultSet generated = statement.getGeneratedKeys()) {
                      keys.add(generated.getLong(1));
                    }
                  }
                },
                builder ->
                    builder.up("INSERT INTO notes (id, body) VALUES (41, 'of the script');"));

    Migrator.builder(registry).build().migrate(file());

    assertEquals(List.of(42L), keys);
  }

  @Test
  void migratesAnInMemoryDatabaseOverAConnection() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      Migrator migrator = Migrator.builder(Migrations.notes()).build();
      assertEquals(Action.CREATE, migrator.plan(connection).action());
      MigrationReport report = migrator.migrate(connection);
      assertEquals(Action.CREATE, report.action());
      assertFalse(report.needsRepopulation());
      assertEquals(Action.NOTHING, migrator.migrate(connection).action());
      assertEquals(3, migrator.status(connection).storedVersion());
    }
  }

  @Test
  void tellsWhereAFileStands() {
    Migrator.builder(Migrations.notes().upTo(1)).clock(CLOCK).build().migrate(file());

    MigrationStatus status = Migrator.builder(Migrations.notes()).build().status(file());

    assertEquals(1, status.storedVersion());
    assertEquals(
        List.of(
            MigrationStatus.State.APPLIED,
            MigrationStatus.State.PENDING,
            MigrationStatus.State.PENDING),
        status.migrations().stream().map(MigrationStatus.Entry::state).toList());
    assertEquals(CLOCK.instant(), status.migrations().get(0).appliedAt().orElseThrow());
  }
}
