package dev.rungs.runtime;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals of files whose history does not match. */
class HistoryRefusalTest extends RefusalFixture {
  @Test
  void editedAfterRelease() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    Migrations edited =
        Migrations.registry()
            .up("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL); -- edited")
            .up(Migrations.notes().migration(2).up().orElseThrow())
            .up("CREATE TABLE t (x);");

    assertSays(refused(HistoryMismatchException.class, edited, m -> m), "version 1", "app.Step1");
  }

  @Test
  void historyThatEndsElsewhere() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(file(), "PRAGMA user_version = 2");

    assertSays(
        refused(HistoryMismatchException.class, Migrations.notes(), m -> m.allowDrift()),
        "user_version is 2",
        "version 3");
  }

  @Test
  void historyWithAGap() {
    Migrator.builder(Migrations.notes().upTo(2)).build().migrate(file());
    TestFile.run(file(), "DELETE FROM rungs_history WHERE version = 1");

    assertSays(
        refused(HistoryMismatchException.class, Migrations.notes(), m -> m),
        "no row for version 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE rungs_history (version INTEGER PRIMARY KEY, down TEXT)",
        "CREATE VIEW rungs_history AS SELECT 1 AS version",
        "CREATE TABLE RUNGS_HISTORY (version)",
        "CREATE VIRTUAL TABLE rungs_history USING fts5(version, name)"
      })
  void historyThatRungsDidNotMake(String hostile) {
    TestFile.run(
        file(),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
        hostile,
        "PRAGMA user_version = 1");

    assertSays(
        refused(HistoryMismatchException.class, Migrations.notes(), m -> m), "rungs_history");
    assertThrows(
        HistoryMismatchException.class,
        () -> Migrator.builder(Migrations.notes()).build().status(file()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER evil AFTER INSERT ON rungs_history BEGIN DELETE FROM notes; END",
        "CREATE UNIQUE INDEX evil ON rungs_history (name)",
        "UPDATE rungs_history SET kind = 'nonsense'",
        "UPDATE rungs_history SET applied_at = 'yesterday'",
        "UPDATE rungs_history SET millis = 'long'",
        "UPDATE rungs_history SET millis = -1",
        "UPDATE rungs_history SET name = x'00ff', strategy = x'01'",
        "UPDATE rungs_history SET name = replace(hex(zeroblob(100000)), '00', 'x')",
        "UPDATE rungs_history SET version = 5000000000"
      })
  void craftedHistory(String hostile) {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    TestFile.run(file(), hostile);

    refused(HistoryMismatchException.class, Migrations.notes(), m -> m);
  }

  /** The definition says NOT NULL, but was put there after the row. */
  @Test
  void historyWithNullsWhereNoneCanBe() {
    Migrator.builder(Migrations.notes().upTo(1)).build().migrate(file());
    String definition =
        TestFile.query(file(), "SELECT sql FROM sqlite_schema WHERE name = 'rungs_history'");
    TestFile.run(
        file(),
        "DROP TABLE rungs_history",
        definition.replace(" NOT NULL", ""),
        "INSERT INTO rungs_history (version) VALUES (1)",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = '" + definition + "' WHERE name = 'rungs_history'");

    refused(HistoryMismatchException.class, Migrations.notes(), m -> m);
  }

  @Test
  void resetVersion() {
    Migrator.builder(Migrations.notes()).build().migrate(file());
    TestFile.run(file(), "PRAGMA user_version = 0");

    refused(HistoryMismatchException.class, Migrations.notes(), m -> m.adoptAs(3));
  }
}
